import { Client, type ClientConfig } from 'pg'
import { AppError, isAppError } from '@/lib/errors'
import type { MigrationConnection } from './migrate'
import { databaseError } from './trouble'

/** The number of the advisory lock that `prisma migrate` takes too, so that the two wait for each other. */
const prismaMigrateLock = 72_707_369

/** Runs `work` alone on a PostgreSQL database; a schema that was asked for is created. See MigrationTarget. */
export async function migratePostgresql<T>(
  config: ClientConfig,
  schema: string | null,
  label: string,
  work: (connection: MigrationConnection) => Promise<T>,
): Promise<T> {
  const client = new Client(config)
  // A connection that breaks between two queries must not end the process; the next query fails and says so.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(${prismaMigrateLock})`)
    await checkEncoding(client, label)
    if (schema !== null) await ensureSchema(client, schema)
    const result = await work(connectionOf(client))
    await client.query('COMMIT')
    return result
  } catch (error) {
    throw isAppError(error) ? error : databaseError(label, error)
  } finally {
    // This also rolls back what was not committed.
    await client.end().catch(() => {})
  }
}

async function checkEncoding(client: Client, label: string): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('SHOW server_encoding')
  const encoding = rows[0]?.server_encoding
  if (encoding === 'UTF8') return
  throw new AppError('database', `${label} has the encoding ${encoding}. Create it with ENCODING 'UTF8'.`)
}

async function ensureSchema(client: Client, schema: string): Promise<void> {
  // CREATE SCHEMA IF NOT EXISTS would ask for the right to create one even where it exists.
  const { rowCount } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  if (rowCount === 0) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`)
}

function connectionOf(client: Client): MigrationConnection {
  return {
    async script(sql) {
      await client.query(sql)
    },
    async tables() {
      const { rows } = await client.query<{ tablename: string }>(
        'SELECT tablename FROM pg_tables WHERE schemaname = current_schema()',
      )
      return rows.map(({ tablename }) => tablename)
    },
    async createLedger() {
      await client.query(`CREATE TABLE "_prisma_migrations" (
        "id" VARCHAR(36) PRIMARY KEY NOT NULL,
        "checksum" VARCHAR(64) NOT NULL,
        "finished_at" TIMESTAMPTZ,
        "migration_name" VARCHAR(255) NOT NULL,
        "logs" TEXT,
        "rolled_back_at" TIMESTAMPTZ,
        "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
        "applied_steps_count" INTEGER NOT NULL DEFAULT 0
      )`)
    },
    async ledger() {
      const { rows } = await client.query<{ name: string; checksum: string; finished: boolean; rolledBack: boolean }>(
        `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
           rolled_back_at IS NOT NULL AS "rolledBack"
         FROM "_prisma_migrations"`,
      )
      return rows
    },
    async record({ id, name, checksum, startedMs, finishedMs }) {
      await client.query(
        `INSERT INTO "_prisma_migrations"
           (id, migration_name, checksum, started_at, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), 1)`,
        [id, name, checksum, startedMs, finishedMs],
      )
    },
  }
}
