/**
 * A bucket of any size that is stored nowhere: keys, versions and documents follow from their number by arithmetic.
 * Numbers and keys ascend together, so that a listing can start anywhere.
 */
export type SyntheticBucket = {
  readonly size: number
  key(number: number): string
  version(number: number): string
  modifiedMs(number: number): number
  document(number: number): string
  /** The number of the first object whose key comes after this text; `size` where there is none. */
  firstAfter(key: string): number
  /** The object with exactly this key, or null. */
  find(key: string): number | null
}

const names = ['shop.orders.charge_card', 'shop.mail.send_receipt', 'shop.search.reindex', 'reports.daily.build']
const newestMs = Date.UTC(2026, 10, 20, 12)

export function syntheticBucket(size: number, keyPrefix: string): SyntheticBucket {
  const idPrefix = `${keyPrefix}celery-task-meta-`
  const step = 2 ** 48 / size

  const key = (number: number) => {
    const ascending = hex(Math.floor(number * step), 12)
    const random = mix(number)
    const tail = hex(random, 8) + hex(mix(random), 8)
    return `${idPrefix}${ascending.slice(0, 8)}-${ascending.slice(8)}-4${tail.slice(0, 3)}-a${tail.slice(3, 6)}-${tail.slice(4)}`
  }

  const firstAfter = (text: string) => {
    // Keys of the bucket name their number, nearly; any other text is searched for.
    const ascending = Number.parseInt(text.slice(idPrefix.length, idPrefix.length + 13).replace('-', ''), 16)
    const guess = Math.round(ascending / step)
    if (text.startsWith(idPrefix) && guess >= 0 && guess < size && key(guess) === text) return guess + 1
    let low = 0
    let high = size
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (key(middle) > text) high = middle
      else low = middle + 1
    }
    return low
  }

  return {
    size,
    key,
    version: (number) => hex(mix(number + 1), 8) + hex(mix(number + 2), 8) + hex(number, 16),
    modifiedMs: (number) => newestMs - (mix(number) % 604_800) * 1000,
    document: (number) => document(number, key(number).slice(idPrefix.length)),
    firstAfter,
    find(text) {
      const before = firstAfter(text) - 1
      return before >= 0 && key(before) === text ? before : null
    },
  }
}

/** About 600 to 2,000 bytes, as Celery 5 writes them with result_extended; one in twelve has failed. */
function document(number: number, id: string): string {
  const random = mix(number)
  const failed = random % 12 === 0
  const done = new Date(newestMs - (random % 604_800) * 1000).toISOString().replace('Z', '123+00:00')
  const lines = 1 + (random % 9)
  return JSON.stringify({
    status: failed ? 'FAILURE' : 'SUCCESS',
    result: failed
      ? { exc_type: 'CardDeclined', exc_message: [`card ${random} was declined`], exc_module: 'shop.payments' }
      : {
          order: random,
          lines: Array.from({ length: lines }, (_, at) => ({ sku: `SKU-${at}`, quantity: at, price: '9.99' })),
        },
    traceback: failed ? `Traceback (most recent call last):\n${traceLines.slice(0, lines + 2).join('')}` : null,
    children: [],
    date_done: done,
    name: names[random % names.length],
    args: [random, `customer-${random % 997}@example.org`],
    kwargs: { currency: 'EUR', note: 'x'.repeat(150 + (random % 500)), retry: false },
    worker: `celery@worker-${random % 7}`,
    retries: random % 3,
    queue: `queue-${random % 5}`,
    task_id: id,
  })
}

const traceLines = Array.from(
  { length: 12 },
  (_, at) =>
    `  File "/srv/shop/payments/layer_${at}.py", line ${at * 17}, in step_${at}\n    return step_${at + 1}(order)\n`,
)

/** A 32-bit mixing function: looks random, always the same. */
function mix(value: number): number {
  let bits = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
