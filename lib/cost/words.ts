const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** Bytes for a sentence, in units of 1,024 as S3 bills them: "1.5 KB". */
export function bytesInWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${shortNumber(bytes / 1024 ** power)} ${units[power]}`
}

/** Dollars for a sentence: "$0.0042", "$1.30", "$1,204". */
export function dollarsInWords(dollars: number): string {
  if (dollars > 0 && dollars < 0.1) return `$${Number(dollars.toPrecision(2))}`
  const digits = dollars < 1000 ? 2 : 0
  return `$${dollars.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`
}

/** "1,234,567". */
export function countInWords(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

function shortNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 })
}
