import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { taskKey } from '@/lib/celery/result-key'
import { resultDocument } from '../journeys/stored-result'

export const bucket = 'many-results'
export const basePath = 'results/'

/** Results that come, go on and go, as workers and a lifecycle rule make them. Remembers what must be known of each kind. */
export function createWorkload(emulatorUrl: string) {
  const written = { once: 0, twice: 0 }
  const request = async (method: string, taskId: string, body?: string) => {
    const response = await fetch(`${emulatorUrl}/${bucket}/${taskKey(basePath, taskId)}`, { method, body })
    if (!response.ok) throw new Error(`${method} ${taskId} was answered with ${response.status}.`)
    await response.arrayBuffer()
  }
  const put = async (name: string, state = 'SUCCESS', id: string = randomUUID()) => {
    const { taskId, body } = resultDocument({ taskId: id, name, state })
    await request('PUT', taskId, body)
    return taskId
  }
  const short: string[] = []
  const round = async () => {
    await put('many.once')
    written.once += 1
    const running = await put('many.twice', 'STARTED')
    short.push(await put('many.short'))
    const leaving = short.length > 20 ? short.shift() : undefined
    if (leaving) await request('DELETE', leaving)
    await put('many.twice', 'SUCCESS', running)
    written.twice += 1
  }
  return {
    written,
    put,
    /** Goes on until the signal fires; ends between two rounds. */
    async run(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await round()
        await sleep(25)
      }
    },
  }
}
