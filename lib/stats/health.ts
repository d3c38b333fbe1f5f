/** What the order of types by health looks at, in one window. */
export type HealthFigures = { finished: number; failed: number }

/** Two-sided 95 %. */
const z = 1.96

/**
 * The lower end of Wilson's interval for a share of failures: 3 of 4 that failed say less than 300 of 400. 0 where nothing
 * failed.
 */
export function surelyFailing({ finished, failed }: HealthFigures): number {
  if (finished === 0 || failed === 0) return 0
  const share = failed / finished
  const middle = share + (z * z) / (2 * finished)
  const spread = z * Math.sqrt((share * (1 - share)) / finished + (z * z) / (4 * finished * finished))
  return Math.max(0, (middle - spread) / (1 + (z * z) / finished))
}

/**
 * How much a type needs looking at: the share of failures that is sure, more where it has grown since the window before,
 * and a little more for every tenfold of failures. 0 for a type without failures; higher is sicker.
 */
export function sickness(now: HealthFigures, before: HealthFigures): number {
  const sure = surelyFailing(now)
  const worse = Math.max(0, sure - surelyFailing(before))
  return sure + worse + 0.05 * Math.log10(1 + now.failed)
}
