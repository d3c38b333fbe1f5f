import type { Random } from './random'
import type { TaskType } from './task-type'
import { capturePayment } from './task-types/payments'

const hour = 3_600_000
const week = 7 * 24 * hour

/** How busy the shop is: quiet at night, busiest in the evening, slower at weekends. 0 to 1. */
function busy(at: Date): number {
  const hours = at.getUTCHours() + at.getUTCMinutes() / 60
  const daylight = 0.5 - 0.5 * Math.cos((2 * Math.PI * (hours - 4)) / 24)
  const weekend = [0, 6].includes(at.getUTCDay()) ? 0.7 : 1
  return (0.15 + 0.85 * daylight) * weekend
}

/** A moment of the last seven days. The shop has grown: most of it happened on the last day, and much just now. */
export function randomPastTime(random: Random, now: Date): Date {
  const past = now.getTime()
  if (random.chance(0.3)) return new Date(past - 5 * hour * random.float() ** 2)
  for (;;) {
    const at = new Date(past - random.float() * (random.chance(0.4) ? 24 * hour : week))
    if (random.chance(busy(at))) return at
  }
}

/** The payment gateway has been in trouble for three hours; everything else fails as it always does. */
export function failureRateAt(type: TaskType, at: Date, now: Date): number {
  if (type.name === capturePayment && now.getTime() - at.getTime() < 3 * hour) return 0.42
  return type.failureRate
}
