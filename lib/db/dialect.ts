import { Prisma } from '@/prisma/generated/sqlite/client'

type Sql = Prisma.Sql

export type ColumnType = 'text' | 'integer' | 'bigint' | 'boolean'

/**
 * What the two databases do differently, as named abilities. A query asks for what it needs and never for the name of
 * the database. Parameters are written by Prisma's `sql` template, which knows each database's placeholders; both accept
 * double-quoted names, row values, `ON CONFLICT … DO UPDATE`, `NULLS FIRST`/`NULLS LAST` and the literals true and false.
 */
export type Dialect = {
  /** Folder under prisma/, and a word for logs. */
  readonly name: 'sqlite' | 'postgresql'
  /**
   * A row source `r` for FROM, made of one JSON parameter: thousands of rows cost one statement. `rows` are objects
   * with the names of `columns`; a missing or null field is NULL.
   */
  rowsFromJson(rows: readonly object[], columns: Readonly<Record<string, ColumnType>>): Sql
  /** `column` equals one of these texts. One parameter, whatever their number. */
  isOneOf(column: Sql, texts: readonly string[]): Sql
  /** Prisma's filter for a text that holds this one somewhere, upper and lower case alike (ASCII letters at least). */
  containsIgnoringCase(text: string): { contains: string }
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  rowsFromJson(rows, columns) {
    const picked = Object.keys(columns).map((name) => `value ->> '$.${name}' AS "${name}"`)
    return Prisma.sql`(SELECT ${Prisma.raw(picked.join(', '))} FROM json_each(${JSON.stringify(rows)})) AS r`
  },
  isOneOf: (column, texts) => Prisma.sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(texts)}))`,
  // LIKE folds ASCII letters here unless told otherwise.
  containsIgnoringCase: (text) => ({ contains: text }),
}

export const postgresqlDialect: Dialect = {
  name: 'postgresql',
  rowsFromJson(rows, columns) {
    const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`)
    return Prisma.sql`json_to_recordset(${JSON.stringify(rows)}::json) AS r(${Prisma.raw(typed.join(', '))})`
  },
  // An array, not a sub-select: the planner then looks the values up in an index one by one.
  isOneOf: (column, texts) =>
    Prisma.sql`${column} = ANY(ARRAY(SELECT json_array_elements_text(${JSON.stringify(texts)}::json)))`,
  containsIgnoringCase: (text) => {
    // `mode` exists in the PostgreSQL client only; the code is typed by the SQLite one.
    const filter = { contains: text, mode: 'insensitive' }
    return filter
  },
}
