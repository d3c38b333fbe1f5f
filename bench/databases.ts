import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startServer } from '@/lib/db/testing-postgresql'

/** A kind of database on this machine. `freshUrl` names an empty one each time. */
export type BenchDatabase = {
  kind: string
  freshUrl(): Promise<string>
  /** Does what a database does by itself after a while: PostgreSQL's autovacuum looks at a table about once a minute. */
  settle(url: string): Promise<void>
  stop(): Promise<void>
}

/** Throws where the machine has none of that kind. */
export async function openBenchDatabase(kind: string): Promise<BenchDatabase> {
  return kind === 'postgresql' ? openPostgresql() : openSqlite()
}

function openSqlite(): BenchDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-bench-'))
  let count = 0
  return {
    kind: 'sqlite',
    async freshUrl() {
      count += 1
      return `file:${path.join(folder, `${count}.db`)}`
    },
    settle: async () => {},
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function openPostgresql(): Promise<BenchDatabase> {
  const server = await startServer()
  let count = 0
  return {
    kind: 'postgresql',
    async freshUrl() {
      count += 1
      const client = new Client(server.url)
      await client.connect()
      await client.query(`CREATE DATABASE bench_${count}`)
      await client.end()
      const url = new URL(server.url)
      url.pathname = `/bench_${count}`
      return url.toString()
    },
    async settle(url) {
      const client = new Client(url)
      await client.connect()
      await client.query('VACUUM (ANALYZE)')
      await client.end()
    },
    stop: server.stop,
  }
}
