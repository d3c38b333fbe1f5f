import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, it } from 'vitest'
import { readMigrations } from './migrate'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { readContents } from './testing-contents'
import { recountStored, sortedRows } from './testing-recount'
import { batch, startedRow } from './testing-rows'

const running = new Set<ChildProcess>()

function startProcess(command: 'open' | 'write', url: string) {
  const script = path.join(import.meta.dirname, 'testing-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, command, url], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let complaint = ''
  child.stderr.on('data', (text) => {
    complaint += String(text)
  })
  const ended = new Promise<{ code: number | null; complaint: string }>((resolve) => {
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code, complaint })
    })
  })
  return { child, ended }
}

/** Resolves when the process has printed that many lines. */
async function lines(child: ChildProcess, count: number): Promise<void> {
  if (!child.stdout) throw new Error('The process has no standard output.')
  let seen = 0
  for await (const _ of createInterface({ input: child.stdout })) {
    seen += 1
    if (seen === count) return
  }
  throw new Error(`The process ended after ${seen} of ${count} lines.`)
}

afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

describeDatabases('Processes', (databases) => {
  it('that start together on an empty database share the migrations', async () => {
    const url = await databases.freshUrl()
    const starters = [1, 2, 3].map(() => startProcess('open', url).ended)
    expect(await Promise.all(starters)).toEqual(starters.map(() => ({ code: 0, complaint: '' })))
    const database = await databases.open(url)
    const applied = await database.reader.$queryRaw`SELECT "migration_name" FROM "_prisma_migrations"`
    expect(applied).toHaveLength(readMigrations(`prisma/${databases.kind}/migrations`).length)
  }, 120_000)

  it('that are killed in the middle of their work leave whole batches', async () => {
    const url = await databases.freshUrl()
    const database = await databases.open(url)
    // Wherever in a batch that is: first one alone, then two at once.
    for (const batches of [[5], [8, 17]]) {
      await Promise.all(
        batches.map(async (count) => {
          const { child, ended } = startProcess('write', url)
          await lines(child, count)
          child.kill('SIGKILL')
          await ended
        }),
      )
      const contents = await readContents(database, 'app')
      expect(contents.tasks.length).toBeGreaterThan(40)
      expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
      // The lock of the dead is free at once.
      const index = openTaskIndex(database, 'app')
      expect(await index.apply(batch({ tasks: [startedRow({ taskId: `after ${batches.length}` })] }))).toMatchObject({
        inserted: 1,
      })
    }
  }, 120_000)
})
