/**
 * The port of the dashboard's own memory of what was done through it: which task was sent again as which, and an audit
 * log. Neither can be rebuilt from S3 and SQS. Implementations: lib/db/action-log.ts (Prisma), memory-action-log.ts.
 *
 * Both calls are made after the deed, or after it has failed, once each. They throw `database` where they cannot write.
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
  /** Who asked; there are no accounts yet, so it is "dashboard", "retention", or "tombstone" where it did it by itself. */
  actor: string
  action:
    | 'forget'
    | 'retry'
    | 'send'
    | 'save_view'
    | 'change_view'
    | 'remove_view'
    | 'change_failure'
    | 'sweep'
    | 'bulk_forget'
    | 'bulk_retry'
    | 'restore'
    | 'change_retention'
    | 'sample'
    | 'resend'
    | 'redrive'
    | 'cancel_redrive'
    | 'purge'
    | 'delete_queue'
    | 'apply_lifecycle'
    | 'pause_job'
    | 'resume_job'
    | 'abort_job'
  /** The id of the task, the view, the failure, the job or the app, or the name of the queue or the bucket. */
  target: string
  /** `partly`: some of it failed. `undone`: stopped before anything was done; `aborted`: in the middle. */
  outcome: 'done' | 'partly' | 'undone' | 'aborted' | 'failed'
  /** Without secrets and without argument values. `code` and `why`: what it failed with. */
  details: Record<string, string | number | boolean | null>
  /** The search it was about, where it was about one. */
  filter?: string | null
  /** How many tasks it was done to, and their stored bytes. */
  count?: number | null
  bytes?: number | null
  /** What a person wanted to remember of why. */
  reason?: string | null
  /** The bulk job it belongs to. */
  jobId?: string | null
}
