import { type CalculatorPrices, queuePollingCost, resultPollingCost, sqsChunks, sqsCost } from '@/lib/cost/calculators'

export type CalculatorField = { key: string; label: string; initial: string; min: number; max: number; whole: boolean }
export type Calculated = { requests: number; dollars: number | null }

export type Calculator = {
  key: string
  title: string
  /** What is counted, and which setting changes it. */
  note: string
  fields: CalculatorField[]
  /** Requests and dollars in 30 days. */
  costOf: (values: Record<string, number>, prices: CalculatorPrices) => Calculated
}

const whole = (key: string, label: string, initial: number): CalculatorField => {
  return { key, label, initial: String(initial), min: 0, max: 1e9, whole: true }
}
const seconds = (key: string, label: string, initial: string, min: number): CalculatorField => {
  return { key, label, initial, min, max: 86_400, whole: false }
}

export const calculators: Calculator[] = [
  {
    key: 'get',
    title: 'Waiting with result.get()',
    note: 'Each poll is a HEAD of the object. A longer interval, or a callback instead of waiting, costs less.',
    fields: [
      whole('daily', 'Results waited for a day', 10_000),
      seconds('wait', 'Seconds until ready', '10', 0),
      seconds('interval', 'Poll every (seconds)', '0.5', 0.01),
    ],
    costOf: ({ daily = 0, wait = 0, interval = 1 }, prices) =>
      resultPollingCost({ results: daily * 30, waitSeconds: wait, intervalSeconds: interval }, prices),
  },
  {
    key: 'idle',
    title: 'Workers that wait for messages',
    note: 'Empty receives are billed too. A longer polling_interval, or wait_time_seconds = 20, makes fewer of them.',
    fields: [
      whole('consumers', 'Workers', 4),
      whole('queues', 'Queues each', 3),
      seconds('interval', 'Ask every (seconds)', '1', 0.01),
    ],
    costOf: ({ consumers = 0, queues = 0, interval = 1 }, prices) =>
      queuePollingCost({ consumers, queues, intervalSeconds: interval }, prices),
  },
  {
    key: 'messages',
    title: 'Messages through SQS',
    note: 'Send, receive and delete are a request each; send and receive count once for each 64 KB begun.',
    fields: [whole('daily', 'Messages a day', 50_000), whole('bytes', 'Bytes each', 2000)],
    costOf: ({ daily = 0, bytes = 0 }, prices) => {
      const requests = daily * 30 * (2 * sqsChunks(bytes) + 1)
      return { requests, dollars: sqsCost(requests, 'standard', prices) }
    },
  },
]

/** What was typed as a number, or what is wrong with it. Commas and spaces between digits are no mistake. */
export function readField(field: CalculatorField, text: string): { value: number } | { fault: string } {
  const plain = text.replace(/[\s,_]/g, '')
  const value = Number(plain)
  if (plain === '' || !Number.isFinite(value)) return { fault: 'A number' }
  if (field.whole && !Number.isInteger(value)) return { fault: 'A whole number' }
  if (value < field.min) return { fault: `At least ${field.min}` }
  if (value > field.max) return { fault: `At most ${field.max.toLocaleString('en-US')}` }
  return { value }
}

/** What a calculator says to these texts; null where one of them is no number it can use. */
export function calculate(
  calculator: Calculator,
  texts: Record<string, string>,
  prices: CalculatorPrices,
): Calculated | null {
  const values: Record<string, number> = {}
  for (const field of calculator.fields) {
    const read = readField(field, texts[field.key] ?? field.initial)
    if ('fault' in read) return null
    values[field.key] = read.value
  }
  return calculator.costOf(values, prices)
}
