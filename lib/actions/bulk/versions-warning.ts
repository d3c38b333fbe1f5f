import { getBucketFacts } from '@/lib/queries/bucket-facts'
import type { BulkParts } from './bulk-parts'

/** What a forget does not free where the bucket keeps old versions, as a sentence; null where it keeps none, or nobody knows. */
export async function versionsWarning({ store, keyPrefix, clock }: BulkParts): Promise<string | null> {
  const { versioning } = await getBucketFacts(store, keyPrefix, clock.now())
  if (!versioning.known || versioning.value === 'off') return null
  const rest = 'until a lifecycle rule removes noncurrent versions'
  return versioning.value === 'enabled'
    ? `The bucket keeps versions: a forget only adds a marker, and the bytes stay and cost the same ${rest}.`
    : `Versioning of the bucket is suspended: versions from before stay and cost the same ${rest}.`
}
