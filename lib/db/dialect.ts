import { Prisma } from '@/prisma/generated/sqlite/client'

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
  /** `column` looks like the pattern, in which `*` stands for any characters. Upper and lower case differ. */
  looksLike(column: Sql, pattern: string): Sql
  /** `column` holds this text somewhere, upper and lower case alike (ASCII letters at least). */
  holdsIgnoringCase(column: Sql, text: string): Sql
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  rows: (columns, rows) => {
    const names = Object.keys(columns).map((name) => `json_extract(value, '$.${name}') AS "${name}"`)
    return Prisma.sql`(SELECT ${Prisma.raw(names.join(', '))} FROM json_each(${JSON.stringify(rows)}))`
  },
  isOneOf: (column, texts) => Prisma.sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(texts)}))`,
  holdsIgnoringCase: (column, text) => Prisma.sql`instr(lower(${column}), lower(${text})) > 0`,
  // LIKE would fold case. In a GLOB, brackets take their own meaning from "?" and "[".
  looksLike: (column, pattern) => Prisma.sql`${column} GLOB ${pattern.replace(/[?[]/g, '[$&]')}`,
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
  holdsIgnoringCase: (column, text) => Prisma.sql`strpos(lower(${column}), lower(${text})) > 0`,
  looksLike: (column, pattern) => Prisma.sql`${column} LIKE ${pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')}`,
}
