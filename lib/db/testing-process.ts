import { openDatabase } from './client'
import { openTaskIndex } from './task-index'
import { batch, noonMs, startedRow, taskRow } from './testing-rows'

/**
 * A process of its own for tests: `open <url>` opens the database and ends; `write <url>` changes the index of the app
 * "app" for ever, until it is killed, and prints a line for every batch that was stored.
 */
async function main(command: string | undefined, url: string | undefined): Promise<void> {
  if (url === undefined) throw new Error('Usage: testing-process.ts open|write <url>')
  const database = await openDatabase(url)
  console.log('opened')
  if (command === 'open') return database.close()

  const index = openTaskIndex(database, 'app')
  for (let round = 1; ; round += 1) {
    const version = `${process.pid}-${round}`
    const modifiedMs = noonMs + round * 1000
    const ids = Array.from({ length: 50 }, (_, number) => `t${(round * 7 + number) % 200}`)
    const row = round % 2 === 0 ? taskRow : startedRow
    const tasks = ids.map((taskId) => row({ taskId, version, modifiedMs, dateDoneMs: modifiedMs }))
    const gone = [0, 1, 2].map((number) => ({ key: taskRow({ taskId: `t${(round * 11 + number) % 200}` }).key }))
    await index.apply(batch({ tasks, gone, atMs: modifiedMs }))
    console.log(`stored ${round}`)
  }
}

await main(process.argv[2], process.argv[3])
