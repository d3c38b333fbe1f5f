import { randomUUID } from 'node:crypto'
import type { ActionLog } from '@/lib/actions/action-log'
import type { Database } from './client'
import { cleanText } from './storable'

/** What was done through the dashboard to one app, in the database. */
export function openActionLog(database: Database, appId: string): ActionLog {
  return {
    async recordLink({ fromTaskId, toTaskId, queue, edited, sentMs }) {
      const link = { fromTaskId: cleanText(fromTaskId), toTaskId: cleanText(toTaskId), queue: cleanText(queue), edited }
      const data = { id: randomUUID(), appId, ...link, sentMs: BigInt(sentMs) }
      await database.write(appId, (tx) => tx.taskLink.create({ data }))
    },
    async recordActivity({ atMs, actor, action, target, outcome, details }) {
      const text = cleanText(JSON.stringify(details))
      const data = {
        id: randomUUID(),
        appId,
        atMs: BigInt(atMs),
        actor,
        action,
        target: cleanText(target),
        outcome,
        details: text,
      }
      await database.write(appId, (tx) => tx.activity.create({ data }))
    },
  }
}
