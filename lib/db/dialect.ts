import { Prisma } from '@/prisma/generated/sqlite/client'
import { prefixEnd } from './key-range'

type Sql = Prisma.Sql

/**
 * What the two databases do differently, as named abilities. A query asks for what it needs and never for the name of
 * the database. Parameters are written by Prisma's `sql` template, which knows each database's placeholders; both accept
 * double-quoted names, row values, `ON CONFLICT … DO UPDATE`, `NULLS FIRST`/`NULLS LAST` and the literals true and false.
 */
export type Dialect = {
  /** Folder under prisma/, and a word for logs. */
  readonly name: 'sqlite' | 'postgresql'
  /** These rows as a table to select from. One parameter, whatever their number. */
  rows<Name extends string>(
    columns: Record<Name, 'text' | 'integer' | 'bigint'>,
    rows: Record<Name, string | number>[],
  ): Sql
  /** `column` equals one of these texts. One parameter, whatever their number. */
  isOneOf(column: Sql, texts: readonly string[]): Sql
  /**
   * Prisma's filter for a text that holds this one somewhere, upper and lower case alike (ASCII letters at least). It may
   * find too much: where LIKE knows no escape, "_" stands for any character and "%" for any number of them.
   */
  containsIgnoringCase(text: string): { contains: string }
  /** Prisma's filter for texts that begin with this one, to the letter, along an index where the order allows it. */
  startsWith(prefix: string): TextFilter
}

type TextFilter = { startsWith: string } | { gte: string; lt: string }

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  rows: (columns, rows) => {
    const names = Object.keys(columns).map((name) => `json_extract(value, '$.${name}') AS "${name}"`)
    return Prisma.sql`(SELECT ${Prisma.raw(names.join(', '))} FROM json_each(${JSON.stringify(rows)}))`
  },
  isOneOf: (column, texts) => Prisma.sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(texts)}))`,
  // LIKE folds ASCII letters here, and Prisma writes no ESCAPE.
  containsIgnoringCase: (text) => ({ contains: text }),
  // A range: LIKE would fold case, take "_" for any character, and use no index.
  startsWith: (prefix) => {
    const end = prefixEnd(prefix)
    return prefix === '' || end === null ? { startsWith: prefix } : { gte: prefix, lt: end }
  },
}

export const postgresqlDialect: Dialect = {
  name: 'postgresql',
  rows: (columns, rows) => {
    const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`)
    return Prisma.sql`(SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(${Prisma.raw(typed.join(', '))}))`
  },
  // An array, not a sub-select: the planner then looks the values up in an index one by one.
  isOneOf: (column, texts) =>
    Prisma.sql`${column} = ANY(ARRAY(SELECT json_array_elements_text(${JSON.stringify(texts)}::json)))`,
  containsIgnoringCase: (text) => {
    // `mode` exists in the PostgreSQL client only; the code is typed by the SQLite one.
    const filter = { contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' }
    return filter
  },
  // Texts are ordered by the database's language here, so a range would miss some.
  startsWith: (prefix) => ({ startsWith: prefix.replace(/[\\%_]/g, '\\$&') }),
}
