import { PrismaPg } from '@prisma/adapter-pg'
import type { ClientConfig } from 'pg'
import { AppError } from '@/lib/errors'
import type { PrismaClient } from '@/prisma/generated/sqlite/client'
import type { Driver } from './client'
import { postgresqlDialect } from './dialect'
import { migratePostgresql } from './migrate-postgresql'
import { postgresqlText } from './text-index-postgresql'
import { upsertFromJson } from './upsert-postgresql'

/** PostgreSQL, over a pool of connections: transactions have their own, so one client both reads and writes. */
export function postgresqlDriver(url: string): Driver {
  const { config, schema, label } = connectionOf(url)
  return {
    dialect: postgresqlDialect,
    migrations: { label, exclusively: (work) => migratePostgresql(config, schema, label, work) },
    async connect() {
      // Loaded only where it is used: a client brings some megabytes of query compiler with it.
      const { PrismaClient: PostgresqlClient } = await import('@/prisma/generated/postgresql/client')
      const adapter = new PrismaPg(config, schema === null ? {} : { schema })
      // Both clients are generated from the same models (schemas.test.ts); the code is typed by SQLite's, whose input
      // types are the narrower set.
      const client = new PostgresqlClient({ adapter }) as unknown as PrismaClient
      return { reader: client, writer: client, upsertMany: upsertFromJson, text: postgresqlText }
    },
  }
}

/** The driver's settings for a URL, and a name for the database that holds no password. */
function connectionOf(url: string): { config: ClientConfig; schema: string | null; label: string } {
  const parsed = parse(url)
  const schema = parsed.searchParams.get('schema')
  // Prisma's own parameters; the driver would take them for settings of the server.
  for (const name of ['schema', 'connection_limit', 'pool_timeout', 'pgbouncer']) parsed.searchParams.delete(name)
  const host = parsed.searchParams.get('host') ?? decodeURIComponent(parsed.host)
  return {
    config: {
      connectionString: parsed.toString(),
      application_name: 'tombstone',
      connectionTimeoutMillis: 10_000,
      ...(schema === null ? {} : { options: `-c search_path="${schema.replaceAll(' ', '\\ ')}"` }),
    },
    schema,
    label: `The PostgreSQL database "${decodeURIComponent(parsed.pathname.slice(1))}" at ${host || 'localhost'}`,
  }
}

function parse(url: string): URL {
  try {
    return new URL(url)
  } catch {
    // The cause is left out: it carries the URL, and with it the password.
    throw new AppError(
      'database',
      'DATABASE_URL is not a valid URL. It reads postgresql://user:password@host:5432/database; characters like ' +
        '"@", "/", "#" and ":" in the password must be percent-encoded.',
    )
  }
}
