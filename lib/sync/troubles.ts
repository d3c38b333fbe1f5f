import { isAppError } from '@/lib/errors'
import type { SyncStatus } from './index-port'

type Trouble = NonNullable<SyncStatus['trouble']>

/** What goes wrong at the moment, by the part it happens in; people are shown the newest. */
export type Troubles = {
  add(source: string, error: unknown, atMs: number): Trouble
  clear(source: string): void
  newest(): Trouble | null
}

export function createTroubles(): Troubles {
  const bySource = new Map<string, Trouble>()
  return {
    add(source, error, atMs) {
      const consecutive = (bySource.get(source)?.consecutive ?? 0) + 1
      const known = isAppError(error)
      const trouble: Trouble = {
        atMs,
        code: known ? error.code : 'internal',
        // The text of an unexpected error is made for programmers and can hold anything.
        message: known ? error.message : `The ${source} failed unexpectedly. The log of the sync process says more.`,
        consecutive,
      }
      bySource.set(source, trouble)
      return trouble
    },
    clear(source) {
      bySource.delete(source)
    },
    newest() {
      return [...bySource.values()].reduce<Trouble | null>(
        (newest, trouble) => (newest && newest.atMs >= trouble.atMs ? newest : trouble),
        null,
      )
    },
  }
}
