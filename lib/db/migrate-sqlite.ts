import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { isAppError } from '@/lib/errors'
import type { MigrationConnection } from './migrate'
import { databaseError, troubleCode } from './trouble'

const waitForOthersMs = 120_000

/** Runs `work` alone on a SQLite file, which is created with its folder where it is missing. See MigrationTarget. */
export async function migrateSqlite<T>(
  file: string,
  label: string,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    const db = new BetterSqlite3(file, { timeout: 0 })
    try {
      await begin(db, label)
      const result = await work(connectionOf(db))
      db.exec('COMMIT')
      return result
    } finally {
      // This also rolls back what was not committed.
      db.close()
    }
  } catch (error) {
    throw isAppError(error) ? error : databaseError(label, error)
  }
}

/** Waits without blocking the process, in which the other starter may be running too. */
async function begin(db: BetterSqlite3.Database, label: string): Promise<void> {
  const startedMs = performance.now()
  for (;;) {
    try {
      // The mode is kept in the file; readers then go on while something is written.
      db.pragma('journal_mode = WAL')
      db.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!troubleCode(error).startsWith('SQLITE_BUSY')) throw error
      if (performance.now() - startedMs > waitForOthersMs) throw databaseError(label, error)
      await sleep(20 + 60 * Math.random())
    }
  }
}

function connectionOf(db: BetterSqlite3.Database): MigrationConnection {
  return {
    async script(sql) {
      db.exec(sql)
    },
    async tables() {
      const rows = db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
      )
      return rows.pluck().all().map(String)
    },
    async createLedger() {
      db.exec(`CREATE TABLE "_prisma_migrations" (
        "id" TEXT PRIMARY KEY NOT NULL,
        "checksum" TEXT NOT NULL,
        "finished_at" DATETIME,
        "migration_name" TEXT NOT NULL,
        "logs" TEXT,
        "rolled_back_at" DATETIME,
        "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
        "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
      )`)
    },
    async ledger() {
      const rows = db
        .prepare<[], LedgerRecord>(
          `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
             rolled_back_at IS NOT NULL AS rolledBack
           FROM _prisma_migrations`,
        )
        .all()
      return rows.map((row) => ({ ...row, finished: row.finished === 1, rolledBack: row.rolledBack === 1 }))
    },
    async record({ id, name, checksum, startedMs, finishedMs }) {
      db.prepare(
        `INSERT INTO _prisma_migrations (id, migration_name, checksum, started_at, finished_at, applied_steps_count)
         VALUES (?, ?, ?, ?, ?, 1)`,
      ).run(id, name, checksum, startedMs, finishedMs)
    },
  }
}

type LedgerRecord = { name: string; checksum: string; finished: number; rolledBack: number }
