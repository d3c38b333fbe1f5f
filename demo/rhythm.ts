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

/** A moment of the last seven days; a fifth of them falls into the last three hours, when the shop got busy. */
export function randomPastTime(random: Random, now: Date): Date {
  if (random.chance(0.2)) return new Date(now.getTime() - 3 * hour * random.float() ** 1.6)
  for (;;) {
    const at = new Date(now.getTime() - random.float() * week)
    if (random.chance(busy(at))) return at
  }
}

/** The payment gateway has been in trouble for three hours; everything else fails as it always does. */
export function failureRateAt(type: TaskType, at: Date, now: Date): number {
  if (type.name === capturePayment && now.getTime() - at.getTime() < 3 * hour) return 0.42
  return type.failureRate
}
