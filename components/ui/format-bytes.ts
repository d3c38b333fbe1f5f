const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** "812 B", "1.2 kB", "48 kB", "3.1 GB": powers of 1000, as S3's bill counts them. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  // 999.5 kB would be printed as "1000 kB".
  while (unit < units.length - 1 && value >= (unit === 0 ? 1000 : 999.5)) {
    value /= 1000
    unit += 1
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${units[unit]}`
}
