import { fork } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import path from 'node:path'
import type { StorageDayRow } from '@/lib/db/storage-days'
import { type Cloud, dashboardEnvironment, openCloud } from './cloud'
import { seedDeadLetters } from './dead-letters'
import type { EmulatorStarted } from './emulator-process'
import { produce } from './producer'
import { createRandom } from './random'
import type { DemoSettings } from './settings'
import { work } from './worker'

export type Shop = {
  /** What the dashboard needs in its environment to look at this shop. */
  environment: Record<string, string>
  objects: number
  /** What lay in the bucket at the end of each past day. */
  storageDays: StorageDayRow[]
  /** Settles only when a worker or a producer breaks. */
  running: Promise<void>
  stop(): void
}

/** The shop without its dashboard: emulator, a past of seven days, workers, producers. */
export async function startShop(settings: DemoSettings): Promise<Shop> {
  const emulator = await forkEmulator(settings)
  const stopped = new AbortController()
  setMaxListeners(0, stopped.signal)
  let cloud: Cloud | undefined
  const stop = () => {
    stopped.abort()
    cloud?.close()
    emulator.stop()
  }
  try {
    cloud = await openCloud(emulator.url)
    const random = createRandom(settings.seed + 1)
    // First, while nothing else lies in the queues: they die by being received.
    await seedDeadLetters(cloud, random)
    for (const { queue, body } of emulator.messages) await cloud.send(queue, body)
    const { signal } = stopped
    const running = Promise.all([work(cloud, random, signal), produce(cloud, random, settings.rate, signal)]).then(
      () => {},
      (error: unknown) => {
        if (!signal.aborted) throw error
      },
    )
    const { url, objects, storageDays } = emulator
    return { environment: dashboardEnvironment(url), objects, storageDays, running, stop }
  } catch (error) {
    stop()
    throw error
  }
}

function forkEmulator(settings: DemoSettings): Promise<EmulatorStarted & { stop(): void }> {
  const child = fork(path.join(import.meta.dirname, 'emulator-process.ts'), [JSON.stringify(settings)], {
    execArgv: ['--import', 'tsx'],
    cwd: path.join(import.meta.dirname, '..'),
  })
  return new Promise((resolve, reject) => {
    child.once('message', (message: EmulatorStarted | { problem: string }) => {
      if ('url' in message) resolve({ ...message, stop: () => child.disconnect() })
      else reject(new Error(`The S3 and SQS emulator did not start: ${message.problem}`))
    })
    child.once('exit', () => reject(new Error('The S3 and SQS emulator ended at once.')))
    child.once('error', reject)
  })
}
