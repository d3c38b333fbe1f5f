import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { type Database, openDatabase } from './client'

export type TestDatabases = {
  readonly kind: 'sqlite' | 'postgresql'
  /** The URL of a database that does not exist yet (SQLite) or is empty (PostgreSQL). */
  freshUrl(): Promise<string>
  /** Opens that URL, or a fresh one. Closed and removed when the tests of the block are over. */
  open(url?: string, migrationsFolder?: string): Promise<Database>
}

/** Runs the same tests on real databases of both kinds. PostgreSQL's count as skipped where there is no server. */
export function describeDatabases(title: string, body: (databases: TestDatabases) => void): void {
  describe(`${title} on SQLite`, () => body(sqliteDatabases()))
  const server = inject('postgresqlUrl')
  describe.skipIf(server === null)(`${title} on PostgreSQL`, () => body(postgresqlDatabases(server ?? '')))
}

export function sqliteDatabases(): TestDatabases {
  const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-db-'))
  const freshUrl = async () => `file:${path.join(folder, `${randomUUID()}.db`)}`
  return opening('sqlite', freshUrl, async () => rmSync(folder, { recursive: true, force: true }))
}

function postgresqlDatabases(server: string): TestDatabases {
  const names: string[] = []
  const freshUrl = async () => {
    const name = `tombstone_test_${randomUUID().replaceAll('-', '')}`
    await onServer(server, `CREATE DATABASE ${name}`)
    names.push(name)
    const url = new URL(server)
    url.pathname = `/${name}`
    return url.toString()
  }
  return opening('postgresql', freshUrl, async () => {
    for (const name of names) await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
}

function opening(
  kind: TestDatabases['kind'],
  freshUrl: TestDatabases['freshUrl'],
  removeAll: () => Promise<void>,
): TestDatabases {
  const opened: Database[] = []
  afterAll(async () => {
    for (const database of opened) await database.close()
    await removeAll()
  })
  return {
    kind,
    freshUrl,
    async open(url, migrationsFolder) {
      const database = await openDatabase(url ?? (await freshUrl()), { migrationsFolder })
      opened.push(database)
      return database
    },
  }
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new Client(server)
  await client.connect()
  await client.query(sql)
  await client.end()
}
