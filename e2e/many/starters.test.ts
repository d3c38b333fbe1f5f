import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventsQueue } from '@/demo/cloud'
import { type Emulator, startEmulator } from '@/demo/emulator'
import { openDatabase } from '@/lib/db/client'
import { readMigrations } from '@/lib/db/migrate'
import { describeDatabases } from '@/lib/db/testing'
import { environmentOf } from './environment'
import { startProcess } from './process'
import { bucket, createWorkload } from './workload'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
  emulator.s3.createBucket(bucket)
  await createWorkload(emulator.url).put('many.seeded')
})

afterAll(async () => {
  await emulator?.close()
})

async function outcomeOf(name: string, script: string, databaseUrl: string, args: string[] = []) {
  const environment = environmentOf(emulator.url, databaseUrl, eventsQueue)
  const started = startProcess(name, script, { ...environment, PORT: '0' }, args)
  return { code: await started.ended, output: started.output() }
}

describeDatabases('Processes that start', (databases) => {
  let url: string
  beforeAll(async () => {
    url = await databases.freshUrl()
  })

  it('five at once share the migrations of an empty database, and each does its work', async () => {
    const starters = [1, 2, 3, 4, 5].map((number) => outcomeOf(`starter-${number}`, 'lib/sync/cli.ts', url, ['--once']))
    for (const { code, output } of await Promise.all(starters)) {
      expect(output).toContain('"listed":1')
      expect(code).toBe(0)
    }
    const database = await openDatabase(url)
    const applied = await database.reader.$queryRaw`SELECT "migration_name" FROM "_prisma_migrations"`
    await database.close()
    expect(applied).toHaveLength(readMigrations(`prisma/${databases.kind}/migrations`).length)
  })

  it('refuse a database of a newer version with a sentence, and change nothing in it', async () => {
    const database = await openDatabase(url)
    await database.reader.$executeRaw`
      INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
      VALUES ('newer', 'x', '30000101000000_newer', CURRENT_TIMESTAMP, 1)`
    await database.close()
    for (const script of ['lib/sync/cli.ts', 'lib/start.ts']) {
      const { code, output } = await outcomeOf('older', script, url)
      expect(output).toContain('has the migration 30000101000000_newer, which this version of Tombstone does not know')
      expect(output).toContain('Start the newer version, or point DATABASE_URL at another database.')
      expect(output).not.toContain('    at ')
      expect(code).toBe(1)
    }
  })
})
