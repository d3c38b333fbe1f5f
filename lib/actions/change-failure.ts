import type { Database } from '@/lib/db/client'
import { type DecidedStatus, setFailureStatus } from '@/lib/db/failure-status'
import { isStorable } from '@/lib/db/storable'
import { AppError } from '@/lib/errors'
import type { ActionLog } from './action-log'

type Parts = { database: Database; appId: string; log: ActionLog; now: () => number }

/**
 * Notes that a failure group is resolved, to be ignored, or open again. Failures after this moment make a resolved one
 * regressed. Throws `not_found` where no such failure was ever seen.
 */
export async function changeFailure(parts: Parts, fingerprint: string, status: DecidedStatus): Promise<void> {
  const { database, appId, log, now } = parts
  const atMs = now()
  const found = isStorable(fingerprint) && (await setFailureStatus(database, appId, fingerprint, status, atMs))
  if (!found) throw new AppError('not_found', `No failure with the fingerprint "${fingerprint}" was ever seen.`)
  const details = { status }
  await log.recordActivity({
    atMs,
    actor: 'dashboard',
    action: 'change_failure',
    target: fingerprint,
    outcome: 'done',
    details,
  })
}
