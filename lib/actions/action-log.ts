/**
 * The port of the dashboard's own memory of what was done through it: which task was sent again as which, and an audit
 * log. Neither can be rebuilt from S3 and SQS. Implementations: lib/db/action-log.ts (Prisma), memory-action-log.ts.
 *
 * Both calls are made after the deed, once each. They throw `database` where they cannot write.
 */
export interface ActionLog {
  recordLink(link: RetryLink): Promise<void>
  recordActivity(activity: ActivityEntry): Promise<void>
}

/** A task that was sent again. Both ids are the same where the task kept its id. */
export type RetryLink = {
  fromTaskId: string
  toTaskId: string
  queue: string
  /** A person changed name, arguments or queue before sending. */
  edited: boolean
  sentMs: number
}

export type ActivityEntry = {
  atMs: number
  /** Who asked; there are no accounts yet, so it is "dashboard". */
  actor: string
  action: 'forget' | 'retry' | 'send' | 'save_view' | 'change_view' | 'remove_view' | 'change_failure'
  /** The id of the task or of the view. */
  target: string
  outcome: 'done'
  /** Without secrets and without argument values. */
  details: Record<string, string | number | boolean | null>
}
