import { Prisma } from '@/prisma/generated/sqlite/client'

type Sql = Prisma.Sql

export type ColumnType = 'text' | 'integer' | 'bigint' | 'boolean'
export type Value = string | number | boolean | null

/**
 * What the two databases do differently, as named abilities. A query asks for what it needs and never for the name of
 * the database. Parameters are written by Prisma's `sql` template, which knows each database's placeholders; both accept
 * double-quoted names, row values, `ON CONFLICT … DO UPDATE`, `NULLS FIRST`/`NULLS LAST` and the literals true and false.
 */
export type Dialect = {
  /** Folder under prisma/, and a word for logs. */
  readonly name: 'sqlite' | 'postgresql'
  /**
   * A row source for FROM, so that many rows cost one statement. Each row has a value for each column, in their order.
   * A statement takes at most `maxRowValues` values.
   */
  rowSource(columns: Readonly<Record<string, ColumnType>>, rows: readonly (readonly Value[])[]): Sql
  readonly maxRowValues: number
  /** `column` equals one of these texts. One parameter, whatever their number. */
  isOneOf(column: Sql, texts: readonly string[]): Sql
  /**
   * Prisma's filter for a text that holds this one somewhere, upper and lower case alike (ASCII letters at least). It may
   * find too much: where LIKE knows no escape, "_" stands for any character and "%" for any number of them.
   */
  containsIgnoringCase(text: string): { contains: string }
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  // Twice as fast as taking 30 columns of a row out of JSON text, of which one parameter could hold any number.
  rowSource(columns, rows) {
    const names = Object.keys(columns)
    const picked = names.map((name, index) => `column${index + 1} AS "${name}"`).join(', ')
    const values = rows.flat()
    const between = values.map((_, index) => (index % names.length === 0 ? '), (' : ', '))
    return new Prisma.Sql([`(SELECT ${picked} FROM (VALUES (`, ...between.slice(1), '))) AS r'], values)
  },
  maxRowValues: 32_000,
  isOneOf: (column, texts) => Prisma.sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(texts)}))`,
  // LIKE folds ASCII letters here, and Prisma writes no ESCAPE.
  containsIgnoringCase: (text) => ({ contains: text }),
}

export const postgresqlDialect: Dialect = {
  name: 'postgresql',
  rowSource(columns, rows) {
    const names = Object.keys(columns)
    const typed = names.map((name) => `"${name}" ${columns[name]}`).join(', ')
    const json = JSON.stringify(rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]]))))
    return Prisma.sql`json_to_recordset(${json}::json) AS r(${Prisma.raw(typed)})`
  },
  maxRowValues: Number.POSITIVE_INFINITY,
  // An array, not a sub-select: the planner then looks the values up in an index one by one.
  isOneOf: (column, texts) =>
    Prisma.sql`${column} = ANY(ARRAY(SELECT json_array_elements_text(${JSON.stringify(texts)}::json)))`,
  containsIgnoringCase: (text) => {
    // `mode` exists in the PostgreSQL client only; the code is typed by the SQLite one.
    const filter = { contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' }
    return filter
  },
}
