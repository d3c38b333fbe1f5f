import { Client, type ClientConfig } from 'pg'
import { AppError, isAppError } from '@/lib/errors'
import type { MigrationConnection } from './migrate'

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
    throw isAppError(error) ? error : postgresqlTrouble(label, error)
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

/** Says in a sentence why a PostgreSQL database cannot be used; nothing of the URL but the label is in it. */
function postgresqlTrouble(label: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const sentence =
    sentences.find(([codes]) => codes.test(code))?.[1] ??
    `could not be opened: ${messageOf(error)} (${code || 'no code'}).`
  return new AppError('database', `${label} ${sentence}`, { cause: error })
}

const sentences: [RegExp, string][] = [
  [/^28P01$/, 'refused the user name or the password. Check both in DATABASE_URL; percent-encode special characters.'],
  [
    /^28000$/,
    'refused the user, or how it connects (pg_hba.conf). Check the user and add sslmode=require if TLS is asked for.',
  ],
  [/^3D000$/, 'does not exist. Create it with CREATE DATABASE, or correct the name at the end of DATABASE_URL.'],
  [
    /^(42501|3F000)$/,
    'does not let this user create tables. Grant CREATE on its schema, or name another with ?schema=.',
  ],
  [/^25006$/, 'is read-only: this is a replica, or default_transaction_read_only is on. Use the primary server.'],
  [/^53300$/, 'has no connection left for us. Raise max_connections or end other clients.'],
  [/^57P03$/, 'is still starting up. Try again in a moment.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'cannot be reached: the host name is not known. Check the host in DATABASE_URL.'],
  [
    /^(ECONNREFUSED|ENOENT|EHOSTUNREACH|ENETUNREACH)$/,
    'cannot be reached: nothing listens there. Check host and port.',
  ],
  [/^(ETIMEDOUT|ECONNRESET|EPIPE)$/, 'does not answer. Check host, port, firewalls and security groups.'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH/,
    'has a TLS certificate this machine does not trust. Add sslrootcert=<file>, or sslmode=no-verify.',
  ],
]

/** The driver's own errors (no code) speak of time-outs and TLS and carry no part of the URL. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
