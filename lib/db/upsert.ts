import type { Transaction } from './client'

export type ColumnType = 'text' | 'integer' | 'bigint' | 'boolean'
export type Value = string | number | boolean | null

/** How a table takes many rows at once. Every table also has the column appId, which is part of its key. */
export type UpsertTable<Row> = {
  name: string
  columns: Record<keyof Row & string, ColumnType>
  keys: (keyof Row & string)[]
  /** What becomes of the other columns where the key exists: one rule for all, or one each. */
  onConflict: ConflictRule | Partial<Record<keyof Row & string, ConflictRule>>
  /** Only these change where the key exists; all of them where this is left out. */
  changing?: (keyof Row & string)[]
}

/** The new value, the sum of both, the larger or the smaller one. */
export type ConflictRule = 'overwrite' | 'add' | 'larger' | 'smaller'

/**
 * Inserts or updates any number of rows, inside a transaction of `Database.write`. Prisma has no upsert of many, and its
 * createMany takes ten times as long. Rows of one call must have different keys.
 */
export type UpsertMany = <Row extends Record<keyof Row, Value>>(
  tx: Transaction,
  appId: string,
  table: UpsertTable<Row>,
  rows: readonly Row[],
) => Promise<void>

export function columnNames<Row>(table: UpsertTable<Row>): (keyof Row & string)[] {
  // Object.keys forgets the names; they are those of Row.
  return Object.keys(table.columns) as (keyof Row & string)[]
}

/** `INSERT INTO "t" ("appId", …) <source> ON CONFLICT … DO UPDATE …`; the source gives appId, then the columns in order. */
export function upsertSql<Row>(table: UpsertTable<Row>, source: string): string {
  const names = columnNames(table)
  const changing = table.changing ?? names.filter((name) => !table.keys.includes(name))
  const changes = changing.map((name) => `"${name}" = ${changed(table.name, name, ruleFor(table, name))}`)
  return `INSERT INTO "${table.name}" ("appId", ${quoted(names)}) ${source}
    ON CONFLICT ("appId", ${quoted(table.keys)}) DO UPDATE SET ${changes.join(', ')}`
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}

function ruleFor<Row>({ onConflict }: UpsertTable<Row>, name: keyof Row & string): ConflictRule {
  return typeof onConflict === 'string' ? onConflict : (onConflict[name] ?? 'overwrite')
}

function changed(table: string, name: string, rule: ConflictRule): string {
  const [before, now] = [`"${table}"."${name}"`, `excluded."${name}"`]
  if (rule === 'overwrite') return now
  if (rule === 'add') return `${before} + ${now}`
  return `CASE WHEN ${now} ${rule === 'larger' ? '>' : '<'} ${before} THEN ${now} ELSE ${before} END`
}
