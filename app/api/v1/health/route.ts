import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { AppError } from '@/lib/errors'
import { getHealth } from '@/lib/queries/get-health'

const readerSilentMs = 120_000

export const GET = read(async ({ url, runtime }) => {
  parseQuery(url, appQuery)
  const { database, apps } = runtime
  const health = await getHealth(database)
  // Pages can still be read where nothing can be written, but what they show grows old. Tried again: it may be over.
  if (database.writeTrouble()) await database.write(apps[0].config.id, async () => {})
  for (const { index, events, config } of apps) {
    const { status, leaseUntilMs } = await index.getSyncState()
    // A full disk still takes the small writes; only the sync and the readers of events know that the large ones fail.
    if (status.trouble?.code === 'database') throw new AppError('database', status.trouble.message)
    // The sync is another process. Where none keeps its lease, that may be because it cannot write.
    if (leaseUntilMs < runtime.now()) await database.write(config.id, async () => {})
    const reading = events === null ? null : (await index.getEventState()).trouble
    // A reader that still has it says so every minute.
    const lasts = reading !== null && runtime.now() - reading.atMs < readerSilentMs
    if (lasts && reading.code === 'database') throw new AppError('database', reading.message)
  }
  return json(health)
})
