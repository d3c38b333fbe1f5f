import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError, isAppError } from '@/lib/errors'
import type { Log } from '@/lib/log'

/**
 * A database as the migrations see it. `exclusively` runs `work` in one transaction that no other starter, and no
 * `prisma migrate deploy`, can enter at the same time; it commits when `work` returns and rolls back when it throws.
 */
export type MigrationTarget = {
  /** For messages; holds no password. */
  readonly label: string
  exclusively<T>(work: (connection: MigrationConnection) => Promise<T>): Promise<T>
}

export type MigrationConnection = {
  /** Runs a script of any number of statements. */
  script(sql: string): Promise<void>
  /** Tables of this database (of the schema in use, on PostgreSQL). */
  tables(): Promise<string[]>
  /** Creates Prisma's own table of applied migrations, as `prisma migrate` would. */
  createLedger(): Promise<void>
  ledger(): Promise<LedgerRow[]>
  record(row: { id: string; name: string; checksum: string; startedMs: number; finishedMs: number }): Promise<void>
}

export type LedgerRow = { name: string; checksum: string; finished: boolean; rolledBack: boolean }

export type Migration = { name: string; sql: string; checksum: string }

const ledgerTable = '_prisma_migrations'

/**
 * Brings a database to the state of these migrations and answers with the names it applied. Each is one transaction, and
 * the ledger is read again inside each, so that two starters share the work instead of fighting over it. Throws an
 * AppError `database` where the database cannot be used by this code; it is unchanged then.
 */
export async function migrate(target: MigrationTarget, migrations: Migration[], log?: Log): Promise<string[]> {
  const applied: string[] = []
  for (;;) {
    const name = await target.exclusively((connection) => applyNext(target.label, connection, migrations))
    if (name === null) return applied
    log?.info({ migration: name }, 'Applied a database migration')
    applied.push(name)
  }
}

/** The migrations of a folder in the order of their names, which begin with a timestamp. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      // A checkout with Windows line ends must not look like a changed migration.
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function applyNext(label: string, connection: MigrationConnection, migrations: Migration[]) {
  const tables = await connection.tables()
  const hasLedger = tables.includes(ledgerTable)
  if (!hasLedger && tables.length > 0) throw foreignDatabase(label, tables)
  const ledger = hasLedger ? (await connection.ledger()).filter((row) => !row.rolledBack) : []
  checkLedger(label, ledger, migrations)

  const next = migrations.find(({ name }) => !ledger.some((row) => row.name === name))
  if (!next) return null
  if (!hasLedger) await connection.createLedger()
  const startedMs = Date.now()
  try {
    await connection.script(next.sql)
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw new AppError('database', `Migration ${next.name} failed on ${label}; it was rolled back.`, { cause })
  }
  await connection.record({ ...next, id: randomUUID(), startedMs, finishedMs: Date.now() })
  return next.name
}

function checkLedger(label: string, ledger: LedgerRow[], migrations: Migration[]): void {
  for (const row of ledger) {
    const known = migrations.find(({ name }) => name === row.name)
    if (!known) {
      throw new AppError(
        'database',
        `${label} has the migration ${row.name}, which this version of Tombstone does not know: a newer version, or ` +
          'another program, has used this database. Start the newer version, or point DATABASE_URL at another database.',
      )
    }
    if (!row.finished) {
      throw new AppError(
        'database',
        `The migration ${row.name} was begun on ${label} but did not finish. Mend the database and mark the migration ` +
          'with "npx prisma migrate resolve", or point DATABASE_URL at an empty database: the index is built again.',
      )
    }
    if (known.checksum !== row.checksum) {
      throw new AppError(
        'database',
        `The migration ${row.name} was changed after it had been applied to ${label}. Put the original file back, or ` +
          'point DATABASE_URL at an empty database: the index is built again.',
      )
    }
  }
}

function foreignDatabase(label: string, tables: string[]): AppError {
  return new AppError(
    'database',
    `${label} already holds tables of something else (${tables.slice(0, 3).join(', ')}${tables.length > 3 ? ' …' : ''}). ` +
      'Tombstone wants a database of its own: point DATABASE_URL at an empty one.',
  )
}
