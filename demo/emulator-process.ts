import type { StorageDayRow } from '@/lib/db/storage-days'
import { bucket } from './cloud'
import { startEmulator } from './emulator'
import { sendEvents } from './events'
import { leaveLitter } from './litter'
import { createPast, type Past } from './seed'
import type { DemoSettings } from './settings'
import { pastStorageDays } from './storage-days'

/** What others have set up for this bucket: one rule that touches no result, and one that touches all it holds. */
const othersRules = `<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ID>exports</ID><Filter><Prefix>exports/</Prefix></Filter><Status>Enabled</Status><Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition><Expiration><Days>365</Days></Expiration></Rule><Rule><ID>unfinished-uploads</ID><Filter></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>`

/**
 * The emulator as a child process, so that it has a core of its own, with the shop's past in its bucket: put there without
 * a request for each of it, and dated back. Ends with its parent, however that ends.
 */
export type EmulatorStarted = {
  url: string
  objects: number
  messages: Past['messages']
  storageDays: StorageDayRow[]
}

async function start(settings: DemoSettings): Promise<EmulatorStarted> {
  const emulator = await startEmulator(settings.emulatorPort)
  emulator.s3.createBucket(bucket)
  emulator.settings.putLifecycle(bucket, othersRules)
  const now = new Date()
  const { objects, messages } = createPast({ ...settings, now })
  for (const { key, body, at } of objects) emulator.s3.putObject(bucket, key, body).lastModified = at
  leaveLitter(emulator, now)
  // The past needs no events: the first sweep finds it.
  sendEvents(emulator)
  return { url: emulator.url, objects: objects.length, messages, storageDays: pastStorageDays(objects, now) }
}

process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole terminal; the parent decides when this ends.
start(JSON.parse(process.argv[2] ?? '{}')).then(
  (started) => process.send?.(started),
  (error: unknown) => {
    process.send?.({ problem: error instanceof Error ? error.message : String(error) })
    process.exit(1)
  },
)
