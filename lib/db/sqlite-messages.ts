import type { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'

export type SqliteAdapter = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>
export type SqliteQuery = Parameters<SqliteAdapter['queryRaw']>[0]
export type SqliteValue = string | number | bigint | null

/** What a thread with a connection can be asked for. `transaction`: which one, or null for none. */
export type SqliteQuestion =
  | { kind: 'query'; transaction: number | null; query: SqliteQuery }
  | { kind: 'execute'; transaction: number | null; query: SqliteQuery }
  | { kind: 'script'; script: string }
  | { kind: 'begin' }
  | { kind: 'end'; transaction: number }
  /** Past Prisma, on the connection as it is: each row runs all statements in order, each with its parameters. */
  | { kind: 'rows'; sqls: string[]; rows: SqliteValue[][][] }
  | { kind: 'close' }

export type SqliteAnswer =
  | { id: number; value: unknown }
  | { id: number; error: { name: string; message: string; code?: string; cause?: unknown } }
