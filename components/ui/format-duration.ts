/** "4 ms", "1.3 s", "42 s", "3 min 12 s", "2 h 5 min", "3 d 4 h": two units at most. */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return `−${formatDuration(-seconds)}`
  if (seconds === 0) return '0 s'
  if (seconds < 0.9995) return `${trim((seconds * 1000).toFixed(seconds < 0.00995 ? 1 : 0))} ms`
  if (seconds < 9.95) return `${trim(seconds.toFixed(1))} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return two(whole, 60, 'min', 1, 's')
  if (whole < 86_400) return two(whole, 3600, 'h', 60, 'min')
  return two(whole, 86_400, 'd', 3600, 'h')
}

function two(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((seconds % large) / small)
  return `${Math.floor(seconds / large)} ${largeUnit}${rest ? ` ${rest} ${smallUnit}` : ''}`
}

function trim(text: string): string {
  return text.replace(/\.0$/, '')
}
