import path from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { Database as Connection } from 'better-sqlite3'
import { AppError } from '@/lib/errors'
import { PrismaClient } from '@/prisma/generated/sqlite/client'
import type { Driver } from './client'
import { sqliteDialect } from './dialect'
import { migrateSqlite } from './migrate-sqlite'
import { sqliteText } from './text-index-sqlite'
import { upsertOnConnection } from './upsert-sqlite'

/**
 * A SQLite file in WAL mode. Two clients are opened on it: Prisma's adapter has one connection each, and a query beside
 * an open transaction would run inside that transaction.
 */
export function sqliteDriver(url: string): Driver {
  const file = fileOf(url)
  const label = `The SQLite file ${file}`
  return {
    dialect: sqliteDialect,
    migrations: { label, exclusively: (work) => migrateSqlite(file, label, work) },
    async connect() {
      // In WAL mode readers and the writer do not wait for each other; only a checkpoint can make a reader wait.
      const reader = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: file, timeout: 5000 }) })
      // The driver blocks the whole process while it waits for a lock, so it hardly waits: write-transaction.ts tries
      // again, and the transaction that holds the lock, which may be one of this very process, goes on meanwhile.
      const adapter = new VisibleConnection({ url: file, timeout: 20 })
      const writer = new PrismaClient({ adapter })
      await writer.$connect()
      const connection = adapter.connection()
      // A power cut may then lose the last batches but not harm the file; lost batches are read again from the bucket.
      connection.pragma('synchronous = NORMAL')
      // Keys are random, so every index page is as likely as any other: 64 MB of them are kept (the unit is -1 kB).
      connection.pragma('cache_size = -65536')
      // Every batch touches pages all over the indexes; copied back each 1,000 pages, they would be written many times.
      connection.pragma('wal_autocheckpoint = 8000')
      return { reader, writer, upsertMany: upsertOnConnection(connection), text: sqliteText(connection) }
    },
  }
}

/** Prisma's adapter, which keeps its one connection to itself; bulk writes go past Prisma's query engine. */
class VisibleConnection extends PrismaBetterSqlite3 {
  private opened: unknown

  override async connect() {
    const adapter = await super.connect()
    this.opened = Reflect.get(adapter, 'client')
    return adapter
  }

  connection(): Connection {
    if (isConnection(this.opened)) return this.opened
    throw new Error(
      "Prisma's adapter for SQLite has no connection in its field client any more: adapt lib/db/sqlite.ts.",
    )
  }
}

/** Not by `instanceof`: a bundler may give this file another instance of the driver's class than the adapter has. */
function isConnection(value: unknown): value is Connection {
  return typeof value === 'object' && value !== null && 'prepare' in value && 'pragma' in value
}

/** `file:./data/x.db`, `file:/abs/x.db` and `file:///abs/x.db`; query parameters are left aside. */
function fileOf(url: string): string {
  const [location = ''] = url.slice('file:'.length).split('?')
  const file = location.replace(/^\/\/(?=\/)/, '')
  if (file === '' || file.startsWith(':memory:')) {
    throw new AppError('database', 'DATABASE_URL names no file. Write one, like file:./data/tombstone.db.')
  }
  return path.resolve(/* turbopackIgnore: true */ file)
}
