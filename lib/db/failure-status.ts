import type { Database } from './client'

/** What a person can decide about a failure group. */
export type DecidedStatus = 'open' | 'resolved' | 'ignored'

/**
 * Notes a decision about a failure group; failures later than `atMs` make a resolved one regressed. False where there is
 * no such group.
 */
export async function setFailureStatus(
  database: Database,
  appId: string,
  fingerprint: string,
  status: DecidedStatus,
  atMs: number,
): Promise<boolean> {
  return database.write(appId, async (tx) => {
    const { count } = await tx.failureGroup.updateMany({
      where: { appId, fingerprint },
      data: { status, statusMs: BigInt(atMs), regressedMs: null },
    })
    return count > 0
  })
}
