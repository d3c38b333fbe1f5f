import path from 'node:path'
import { AppError } from '@/lib/errors'
import { PrismaClient } from '@/prisma/generated/sqlite/client'
import type { Driver } from './client'
import { sqliteDialect } from './dialect'
import { migrateSqlite } from './migrate-sqlite'
import { SqliteConnection } from './sqlite-connection'
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
      const reader = new PrismaClient({ adapter: new SqliteConnection({ file, timeoutMs: 5000, pragmas: [] }) })
      // SQLite asks for the lock ever more rarely; write-transaction.ts tries again, and often.
      const connection = new SqliteConnection({ file, timeoutMs: 20, pragmas: writerPragmas })
      const writer = new PrismaClient({ adapter: connection })
      return { reader, writer, upsertMany: upsertOnConnection(connection), text: sqliteText(connection) }
    },
  }
}

const writerPragmas = [
  // A power cut may then lose the last batches but not harm the file; lost batches are read again from the bucket.
  'synchronous = NORMAL',
  // Keys are random, so every index page is as likely as any other: 48 MB of them are kept (the unit is -1 kB). The
  // operating system keeps the rest as far as it has room.
  'cache_size = -49152',
  // Every batch touches pages all over the indexes; copied back each 1,000 pages (4 MB), they would be written many times.
  'wal_autocheckpoint = 32000',
]

/** `file:./data/x.db`, `file:/abs/x.db` and `file:///abs/x.db`; query parameters are left aside. */
function fileOf(url: string): string {
  const [location = ''] = url.slice('file:'.length).split('?')
  const file = location.replace(/^\/\/(?=\/)/, '')
  if (file === '' || file.startsWith(':memory:')) {
    throw new AppError('database', 'DATABASE_URL names no file. Write one, like file:./data/tombstone.db.')
  }
  return path.resolve(/* turbopackIgnore: true */ file)
}
