import type { ActivityEntry } from '@/lib/actions/action-log'
import { databaseTrouble } from '@/lib/db/trouble'
import { type ErrorCode, isAppError } from '@/lib/errors'
import type { AppParts } from '@/lib/runtime'

/** What a route is about to change, as its line of the activity log would say it. Handlers add what they learn. */
export type Attempt = Pick<ActivityEntry, 'action' | 'target'> &
  Partial<Pick<ActivityEntry, 'filter' | 'reason' | 'jobId' | 'details'>> & {
    /** Nothing would have been changed: only counted, for example. */
    harmless?: boolean
  }

/** What was tried and failed. What was refused before, because of how or when it was asked, changed nothing and has no line. */
const tried: ErrorCode[] = [
  'access_denied',
  'no_such_bucket',
  'no_such_queue',
  'wrong_region',
  'no_credentials',
  'upstream',
  'throttled',
  'internal',
]

/** Writes the line of a change that failed, with its reason. What keeps the line from being written hides nothing else. */
export async function noteFailure(
  { actions }: Pick<AppParts, 'actions'>,
  { harmless = false, details = {}, ...attempt }: Attempt,
  error: unknown,
  left: boolean,
): Promise<void> {
  const known = isAppError(error) ? error : databaseTrouble(error)
  const code = known?.code ?? 'internal'
  if (harmless || !tried.includes(code)) return
  const why = left
    ? 'Whoever asked left before it ended, so it is not known whether it was done.'
    : (known?.message ?? 'Something in Tombstone failed. The server log has the details.')
  const told = { ...details, code, why }
  const line = { ...attempt, atMs: actions.now(), actor: 'dashboard', outcome: 'failed', details: told } as const
  await actions.log.recordActivity(line).catch(() => {})
}
