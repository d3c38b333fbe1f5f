import { randomUUID } from 'node:crypto'
import type { ActionLog, ActivityEntry } from '@/lib/actions/action-log'
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
    async recordActivity(activity) {
      const data = activityRow(appId, activity)
      await database.write(appId, (tx) => tx.activity.create({ data }))
    },
  }
}

/** A line of the audit log, for deeds that are stored in the same transaction. */
export function activityRow(appId: string, activity: ActivityEntry) {
  const { atMs, target, details, filter = null, count = null, bytes = null, reason = null, jobId = null } = activity
  return {
    id: randomUUID(),
    appId,
    atMs: BigInt(atMs),
    actor: activity.actor,
    action: activity.action,
    target: cleanText(target),
    outcome: activity.outcome,
    details: cleanText(JSON.stringify(details)),
    filter: filter === null ? null : cleanText(filter),
    count,
    bytes: bytes === null ? null : BigInt(bytes),
    reason: reason === null ? null : cleanText(reason),
    jobId,
  }
}
