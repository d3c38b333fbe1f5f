import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as PostgresqlClient } from '@/prisma/generated/postgresql/client'
import { PrismaClient } from '@/prisma/generated/sqlite/client'
import type { Database } from './client'
import type { TestDatabases } from './testing'

/** How a database would run one statement: the indexes it goes through, and what it does besides. */
export type Plan = { sql: string; indexes: string[]; scansTable: boolean; sortsEverything: boolean }

/** Runs reads on a database and explains each statement on the table `task` that they sent. */
export async function explainReads(
  kind: TestDatabases['kind'],
  url: string,
  database: Database,
  read: (database: Database) => Promise<unknown>,
): Promise<Plan[]> {
  const sent: { query: string; params: string }[] = []
  const log = [{ emit: 'event', level: 'query' }] as const
  const reader = kind === 'sqlite' ? sqliteReader(url) : postgresqlReader(url)
  reader.$on('query', (event) => sent.push(event))
  await read({ ...database, reader })
  const statements = sent.filter(({ query }) => /\b(?:FROM|JOIN)\s[^\w]*(?:\w+\W{1,3})?task\b/.test(query)).slice()
  const explain = kind === 'sqlite' ? explainSqlite : explainPostgresql
  const plans: Plan[] = []
  for (const { query, params } of statements) plans.push(await explain(database, query, JSON.parse(params)))
  await reader.$disconnect()
  return plans

  function sqliteReader(at: string) {
    return new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: at }), log: [...log] })
  }
  function postgresqlReader(at: string): ReturnType<typeof sqliteReader> {
    const client = new PostgresqlClient({ adapter: new PrismaPg({ connectionString: at }), log: [...log] })
    // As in lib/db/postgresql.ts: the same models, typed by the narrower of the two.
    return client as unknown as ReturnType<typeof sqliteReader>
  }
}

async function explainSqlite({ reader }: Database, sql: string, params: unknown[]): Promise<Plan> {
  const steps = await reader.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
  const details = steps.map(({ detail }) => detail)
  // A part of a query may be called like the table, and is read whole: it holds what has been selected already.
  const parts = details.filter((detail) => /^(?:CO-ROUTINE task|MATERIALIZE (?:task|seen))$/.test(detail)).length
  return {
    sql,
    indexes: details.flatMap((detail) => detail.match(/USING (?:COVERING )?INDEX (\S+)/)?.[1] ?? []),
    scansTable: details.filter((detail) => /^SCAN (main\.)?task$/.test(detail)).length > parts,
    sortsEverything: details.some((detail) => detail.endsWith('TEMP B-TREE FOR ORDER BY')),
  }
}

async function explainPostgresql({ reader }: Database, sql: string, params: unknown[]): Promise<Plan> {
  type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Node[] }
  const [, rows] = await reader.$transaction([
    // As is usual where a disk has no head to move; the default prefers reading whole tables of this size.
    reader.$executeRaw`SET LOCAL random_page_cost = 1.1`,
    reader.$queryRawUnsafe<{ 'QUERY PLAN': [{ Plan: Node }] }[]>(`EXPLAIN (FORMAT JSON) ${sql}`, ...params),
  ])
  const flatten = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flatten)]
  const nodes = rows.flatMap((row) => flatten(row['QUERY PLAN'][0].Plan))
  return {
    sql,
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
    scansTable: nodes.some((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'task'),
    sortsEverything: nodes.some((node) => node['Node Type'] === 'Sort'),
  }
}
