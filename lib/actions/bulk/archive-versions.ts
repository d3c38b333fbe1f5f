import { AppError } from '@/lib/errors'
import { createSlots } from '@/lib/sync/slots'
import type { BulkParts } from './bulk-parts'
import type { Archived } from './claims'
import type { Version } from './delete-versions'

const copiesAtOnce = 16

/** Where a job keeps its copy of a key: the same place however often the copy is made. */
export function archiveKeyOf({ archive }: BulkParts, jobId: string, key: string): string {
  return `${archive?.prefix ?? ''}${jobId}/${key}`
}

/** Copies versions to the archive. Those that are no longer what they were are left out: they must not be deleted. */
export async function archiveVersions(
  parts: BulkParts,
  jobId: string,
  versions: Version[],
  signal: AbortSignal,
): Promise<Archived[]> {
  const { copy, label } = parts.store
  if (!copy || !parts.archive) {
    throw new AppError(
      'not_supported',
      `Nothing can be archived in ${label}. Set ARCHIVE_PREFIX, or forget without a copy.`,
    )
  }
  const slots = createSlots(copiesAtOnce)
  const archived: Archived[] = []
  const failures: unknown[] = []
  for (const { key, version, sizeBytes } of versions) {
    await slots.take(signal)
    if (failures.length > 0) {
      slots.free()
      break
    }
    const archiveKey = archiveKeyOf(parts, jobId, key)
    copy({ key, ifVersion: version }, { key: archiveKey }, signal)
      .then((copied) => copied && archived.push({ key, archiveKey, version, sizeBytes }))
      .catch((error: unknown) => failures.push(error))
      .finally(() => slots.free())
  }
  await slots.idle()
  if (failures.length > 0) throw failures[0]
  return archived
}
