// One locale for everybody: the server and the browser must print the same, and so must two colleagues.
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** "48,210". */
export function formatNumber(value: number): string {
  return grouped.format(value)
}

/** "48.2K", where there is no room for all digits. */
export function formatCompact(value: number): string {
  return compact.format(value)
}

/** "10,000+" where counting stopped there. */
export function formatCount(count: number, exact: boolean): string {
  return `${grouped.format(count)}${exact ? '' : '+'}`
}

/** "2.1 %", "0 %", "<0.1 %", "100 %": never rounded to nothing or to all. */
export function formatPercent(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return '<0.1 %'
  if (percent < 100 && percent > 99.9) return '>99.9 %'
  return `${grouped.format(percent)} %`
}
