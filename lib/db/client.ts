import path from 'node:path'
import { AppError, isAppError } from '@/lib/errors'
import type { Log } from '@/lib/log'
import type { Prisma, PrismaClient } from '@/prisma/generated/sqlite/client'
import type { Dialect } from './dialect'
import { type MigrationTarget, migrate, readMigrations } from './migrate'
import { postgresqlDriver } from './postgresql'
import { sqliteDriver } from './sqlite'
import type { TextIndex } from './text-index'
import type { UpsertMany } from './upsert'
import { inWriteTransaction } from './write-transaction'

/** The client inside a writing transaction. Typed by SQLite's, whose input types are the narrower set. */
export type Transaction = Prisma.TransactionClient

export type Database = {
  readonly dialect: Dialect
  /** For reading, outside of any transaction. Nothing is ever written through it. */
  readonly reader: PrismaClient
  /**
   * The one way to write: runs `work` in a transaction that first takes the write lock of the app, so that the writers
   * of one app follow one another, in this process and in others. All of it is stored or nothing. `work` runs again
   * where the database asks for it (busy, deadlock), so it must do nothing but talk to `tx`. Throws `database` where
   * the database fails.
   */
  write<T>(appId: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** What the database said when it refused this process's last write; null where that write was stored. */
  writeTrouble(): AppError | null
  /** Bulk insert-or-update, for use inside `write`. */
  readonly upsertMany: UpsertMany
  readonly text: TextIndex
  close(): Promise<void>
}

/** One kind of database, behind a URL. */
export type Driver = {
  readonly dialect: Dialect
  readonly migrations: MigrationTarget
  /** Opens the clients. `reader` and `writer` may be one client where transactions have connections of their own. */
  connect(): Promise<{ reader: PrismaClient; writer: PrismaClient; upsertMany: UpsertMany; text: TextIndex }>
}

/**
 * Opens the index, creating the SQLite file and its folder where they are missing, and applies the migrations.
 * `url`: `file:` with a path, relative to the working directory or absolute, or `postgresql://`, with Prisma's
 * `?schema=`. Throws an AppError `database` that says what is wrong, and never the password.
 */
export async function openDatabase(
  url: string,
  { log, migrationsFolder = 'prisma' }: { log?: Log; migrationsFolder?: string } = {},
): Promise<Database> {
  const { dialect, migrations, connect } = driverFor(url)
  // Data read at run time, not a module: bundlers must not try to follow the path.
  const folder = path.resolve(/* turbopackIgnore: true */ migrationsFolder, dialect.name, 'migrations')
  await migrate(migrations, readMigrations(folder), log)
  const { reader, writer, upsertMany, text } = await connect()
  let trouble: AppError | null = null
  return {
    dialect,
    reader,
    async write(appId, work) {
      try {
        const value = await inWriteTransaction(writer, migrations.label, appId, work)
        trouble = null
        return value
      } catch (error) {
        if (isAppError(error) && error.code === 'database') trouble = error
        throw error
      }
    },
    writeTrouble: () => trouble,
    upsertMany,
    text,
    async close() {
      await reader.$disconnect()
      await writer.$disconnect()
    },
  }
}

function driverFor(url: string): Driver {
  if (/^file:/i.test(url)) return sqliteDriver(url)
  if (/^postgres(ql)?:\/\//i.test(url)) return postgresqlDriver(url)
  throw new AppError('database', 'DATABASE_URL must begin with "file:" (SQLite) or "postgresql://".')
}
