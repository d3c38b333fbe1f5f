import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from './client'
import { readMigrations } from './migrate'
import { describeDatabases } from './testing'

const scratch = mkdtempSync(path.join(tmpdir(), 'tombstone-migrations-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describeDatabases('Migrations', (databases) => {
  let migrationsFolder: string
  const folder = () => path.join(migrationsFolder, databases.kind, 'migrations')
  const write = (name: string, sql: string) => {
    mkdirSync(path.join(folder(), name), { recursive: true })
    writeFileSync(path.join(folder(), name, 'migration.sql'), sql)
  }
  const ours = () =>
    readdirSync(folder())
      .filter((name) => /^2\d+_/.test(name))
      .sort()
  const first = () => ours()[0] ?? ''
  const open = async (url: string) => {
    const database = await openDatabase(url, { migrationsFolder })
    await database.close()
  }
  const refusal = (url: string) =>
    openDatabase(url, { migrationsFolder }).then(
      () => 'opened',
      (error) => `${error.code}: ${error.message}`,
    )
  const ledger = async (url: string) => {
    const { reader } = await databases.open(url, migrationsFolder)
    return reader.$queryRaw<{ name: string; checksum: string }[]>`
      SELECT "migration_name" AS name, "checksum" FROM "_prisma_migrations"
      WHERE "applied_steps_count" = 1 AND "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL AND "logs" IS NULL ORDER BY "migration_name"`
  }

  beforeEach(() => {
    migrationsFolder = mkdtempSync(path.join(scratch, 'prisma-'))
    cpSync(path.join('prisma', databases.kind, 'migrations'), folder(), { recursive: true })
  })

  it('are applied once and noted as Prisma notes them', async () => {
    const url = await databases.freshUrl()
    await open(url)
    await open(url)
    const noted = ours().map((name) => {
      const sql = readFileSync(path.join(folder(), name, 'migration.sql'))
      return { name, checksum: createHash('sha256').update(sql).digest('hex') }
    })
    expect(await ledger(url)).toEqual(noted)
  })

  it('that are new are added to what is there', async () => {
    const url = await databases.freshUrl()
    await open(url)
    write('30000101000000_more', 'CREATE TABLE "more" ("id" INTEGER);\nINSERT INTO "more" VALUES (1);')
    write('30000101000001_and_more', 'INSERT INTO "more" VALUES (2);')
    await open(url)
    expect((await ledger(url)).map(({ name }) => name)).toEqual([
      ...ours(),
      '30000101000000_more',
      '30000101000001_and_more',
    ])
  })

  it('are shared by starters of the same moment', async () => {
    const url = await databases.freshUrl()
    write('30000101000000_more', 'CREATE TABLE "more" ("id" INTEGER);')
    await Promise.all([open(url), open(url), open(url), open(url)])
    rmSync(path.join(folder(), '30000101000000_more'), { recursive: true })
    expect(await refusal(url)).toMatch('30000101000000_more')
  })

  it('that fail leave nothing behind, and are tried again', async () => {
    const url = await databases.freshUrl()
    write('30000101000000_bad', 'CREATE TABLE "half" ("id" INTEGER);\nCREATE TABEL "typo" ("id" INTEGER);')
    expect(await refusal(url)).toMatch(/^database: Migration 30000101000000_bad failed on .*; it was rolled back\.$/)
    write('30000101000000_bad', 'CREATE TABLE "half" ("id" INTEGER);')
    await open(url)
  })

  it('that were changed after they had been applied are refused', async () => {
    const url = await databases.freshUrl()
    await open(url)
    const sql = readFileSync(path.join(folder(), first(), 'migration.sql'), 'utf8')
    write(first(), `${sql}\n-- changed`)
    expect(await refusal(url)).toMatch(/^database: The migration \d+_init was changed after it had been applied/)
  })

  it('with the line ends of Windows are the same migrations', async () => {
    const url = await databases.freshUrl()
    await open(url)
    const sql = readFileSync(path.join(folder(), first(), 'migration.sql'), 'utf8')
    write(first(), sql.replaceAll('\n', '\r\n'))
    await open(url)
  })

  it('that this code does not know are refused', async () => {
    const url = await databases.freshUrl()
    write('30000101000000_newer', 'CREATE TABLE "newer" ("id" INTEGER);')
    await open(url)
    rmSync(path.join(folder(), '30000101000000_newer'), { recursive: true })
    expect(await refusal(url)).toMatch(/^database: .* has the migration 30000101000000_newer, which this version/)
  })

  it('that another tool left unfinished are refused, unless they were rolled back', async () => {
    const url = await databases.freshUrl()
    await open(url)
    const { reader } = await databases.open(url, migrationsFolder)
    await reader.$executeRaw`UPDATE "_prisma_migrations" SET "finished_at" = NULL`
    expect(await refusal(url)).toMatch(/^database: The migration \d+_init was begun on .* but did not finish/)
    await reader.$executeRaw`
      INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "rolled_back_at")
      VALUES ('x', 'y', '20000101000000_undone', CURRENT_TIMESTAMP)`
    await reader.$executeRaw`UPDATE "_prisma_migrations" SET "finished_at" = CURRENT_TIMESTAMP WHERE "id" <> 'x'`
    await open(url)
  })

  it('are not let loose on the tables of another program', async () => {
    const url = await databases.freshUrl()
    await open(url)
    const { reader } = await databases.open(url, migrationsFolder)
    await reader.$executeRaw`DROP TABLE "_prisma_migrations"`
    expect(await refusal(url)).toMatch(/^database: .* already holds tables of something else \(/)
  })
})

describe('the shipped migrations', () => {
  it('have the same names on both databases', () => {
    const names = (dialect: string) => readMigrations(`prisma/${dialect}/migrations`).map(({ name }) => name)
    expect(names('sqlite')).toEqual(names('postgresql'))
    expect(names('sqlite').length).toBeGreaterThan(0)
  })
})
