const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** US dollars with the precision they deserve: "$0.0042", "$0.07", "$12.40", "$1,204". */
export function formatMoney(dollars: number): string {
  if (dollars < 0) return `−${formatMoney(-dollars)}`
  if (dollars === 0) return '$0'
  if (dollars < 0.0001) return '<$0.0001'
  if (dollars < 0.0995) return `$${Number(dollars.toPrecision(2)).toFixed(6).replace(/0+$/, '')}`
  return `$${dollars < 999.995 ? cents.format(dollars) : whole.format(dollars)}`
}
