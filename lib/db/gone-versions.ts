import type { GoneVersion } from './stored-rows'

type Version = Omit<GoneVersion, 'goneMs'>

/** Versions that were removed from the index, before and in this batch. */
export type GoneVersions = {
  /** Was read before its key was removed: the reader comes late, and what it brings is no longer there. */
  isOutdated(row: { key: string; readMs: number }): boolean
  /** This very version was in the index once, so history has counted it. */
  has(version: Version): boolean
  /** `seenMs`: when it was seen to be gone, where that was not at the time of the batch. */
  add(version: Version, seenMs?: number): void
  added(): GoneVersion[]
}

export function goneVersions(known: { gone: GoneVersion[] }, atMs: number): GoneVersions {
  const ids = new Set(known.gone.map(idOf))
  const goneMs = new Map<string, number>()
  for (const row of known.gone) goneMs.set(row.key, Math.max(row.goneMs, goneMs.get(row.key) ?? 0))
  const added = new Map<string, GoneVersion>()
  return {
    isOutdated: ({ key, readMs }) => readMs < (goneMs.get(key) ?? Number.NEGATIVE_INFINITY),
    has: (version) => ids.has(idOf(version)),
    add({ key, etag, lastModifiedMs }, seenMs = atMs) {
      const version = { key, etag, lastModifiedMs, goneMs: seenMs }
      added.set(idOf(version), version)
    },
    added: () => [...added.values()],
  }
}

function idOf({ key, etag, lastModifiedMs }: Version): string {
  return `${key}\0${etag}\0${lastModifiedMs}`
}
