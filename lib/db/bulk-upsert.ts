import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Transaction } from './client'
import type { ColumnType, Dialect, Value } from './dialect'

/** How a table takes many rows at once. Every table also has the column appId, which is part of its key. */
export type BulkTable<Row> = {
  name: string
  columns: Record<keyof Row & string, ColumnType>
  keys: (keyof Row & string)[]
  /** What becomes of the other columns where the key exists: the new value, the sum of both, or the larger one. */
  onConflict: 'overwrite' | 'add' | 'larger'
  /** Only these change where the key exists; all of them where this is left out. */
  changing?: (keyof Row & string)[]
}

/**
 * Inserts or updates any number of rows with few statements: several times as fast as Prisma's createMany, and Prisma
 * has no upsert of many. Rows of one call must have different keys.
 */
export async function bulkUpsert<Row extends Record<keyof Row, Value>>(
  tx: Transaction,
  dialect: Dialect,
  appId: string,
  table: BulkTable<Row>,
  rows: readonly Row[],
): Promise<void> {
  // Object.keys forgets the names; they are those of Row.
  const names = Object.keys(table.columns) as (keyof Row & string)[]
  const changing = table.changing ?? names.filter((name) => !table.keys.includes(name))
  const changes = changing.map((name) => `"${name}" = ${changed(table.name, name, table.onConflict)}`)
  const rowsAtOnce = Math.floor(dialect.maxRowValues / names.length)
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const values = rows.slice(from, from + rowsAtOnce).map((row) => names.map((name) => row[name]))
    await tx.$executeRaw`
      INSERT INTO ${quoted([table.name])} ("appId", ${quoted(names)})
      SELECT ${appId}, ${quoted(names)} FROM ${dialect.rowSource(table.columns, values)} WHERE true
      ON CONFLICT ("appId", ${quoted(table.keys)}) DO UPDATE SET ${Prisma.raw(changes.join(', '))}`
  }
}

function quoted(names: readonly string[]): Prisma.Sql {
  return Prisma.raw(names.map((name) => `"${name}"`).join(', '))
}

function changed(table: string, name: string, onConflict: BulkTable<never>['onConflict']): string {
  const [before, now] = [`"${table}"."${name}"`, `excluded."${name}"`]
  if (onConflict === 'add') return `${before} + ${now}`
  return onConflict === 'larger' ? `CASE WHEN ${now} > ${before} THEN ${now} ELSE ${before} END` : now
}
