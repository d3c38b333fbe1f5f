/** A row as Prisma gives it, its BIGINT columns (times and sizes, all below 2^53) as numbers. */
export type Numbers<Row> = {
  [Name in keyof Row]: Row[Name] extends bigint ? number : Row[Name] extends bigint | null ? number | null : Row[Name]
}

/** The one place where BIGINT columns become numbers. */
export function withNumbers<Row extends object>(row: Row): Numbers<Row> {
  const converted = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? Number(value) : value,
  ])
  // fromEntries forgets the names; they are those of Row.
  return Object.fromEntries(converted) as Numbers<Row>
}
