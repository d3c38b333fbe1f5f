/** With separators for thousands, the same on every machine. */
export function number(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** A figure and what it is of, in columns. */
export function line(label: string, value: string): void {
  console.log(`  ${label.padEnd(44)} ${value}`)
}
