import type { FailureName } from './failures'
import type { Random } from './random'

export const queueNames = ['celery', 'emails', 'reports'] as const
export type QueueName = (typeof queueNames)[number]

export type Call = { args: unknown[]; kwargs: Record<string, unknown> }

/** A task of the shop: how often it is called, how long it takes, what it takes and returns, how it goes wrong. */
export type TaskType = {
  name: string
  queue: QueueName
  /** Share of the traffic, against the other types' weights. */
  weight: number
  /** Median run time. */
  typicalMs: number
  call(random: Random): Call
  result(random: Random, call: Call): unknown
  /** Of all runs, 0 to 1. */
  failureRate: number
  failures: [FailureName, ...FailureName[]]
  /** Of all runs, those that are tried again after `retryFailure` before they end. */
  retryRate?: number
  retryFailure?: FailureName
  /** States told on the way, as `update_state` stores them. */
  progress?: { state: string; steps: unknown[] }
  /** Default json. */
  serializer?: 'json' | 'pickle'
  /** Default true: `result_extended`. */
  extended?: boolean
  /** An id of the application's own making; by default a UUID. */
  taskId?(random: Random, at: Date): string
}

export const shop = {
  orderId: (random: Random) => `A-${random.int(10_300, 48_999)}`,
  sku: (random: Random) => `SKU-${random.int(1000, 2400)}`,
  cents: (random: Random) => Math.round(random.around(4900)),
  money: (random: Random) => (Math.round(random.around(4900)) / 100).toFixed(2),
  customer: (random: Random) => random.int(20_000, 91_000),
  day: (random: Random) => new Date(Date.UTC(2026, 0, 1) + random.int(0, 300) * 86_400_000).toISOString().slice(0, 10),
  email: (random: Random) =>
    random.pick([
      'ann.keller@example.com',
      'oluwaseun@example.org',
      'mireille.dubois@example.fr',
      'jørgen@example.no',
      'k.tanaka@example.jp',
      'salma.haddad@example.com',
      'li.wei@example.cn',
      'p.novak@example.cz',
    ]),
  region: (random: Random) => random.pick(['north', 'south', 'east', 'west', 'islands']),
  warehouse: (random: Random) => random.pick(['hamburg', 'rotterdam', 'lyon', 'gdańsk']),
  supplier: (random: Random) => random.pick(['nordwind', 'casa-verde', 'tanaka-tea', 'al-bustan']),
}
