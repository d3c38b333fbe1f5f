import { formTextOf, keyOf } from '@/lib/events/event-fields'
import { BadCsvError } from './csv-reader'
import type { InventoryColumns } from './manifest'

/**
 * The keys in rows of an inventory that had an object when it was taken: of this bucket, under the prefix, in their latest
 * version, and not deleted by a marker. Keys are form-URL-encoded. A row whose key cannot be read is left out: the sweep after
 * it finds the object. Throws BadCsvError where a row has too few columns.
 */
export function keysOfRows(
  rows: string[][],
  columns: InventoryColumns,
  { bucket, prefix }: { bucket: string; prefix: string },
): string[] {
  const keys: string[] = []
  for (const row of rows) {
    const encoded = row[columns.key]
    const of = row[columns.bucket]
    if (encoded === undefined || of === undefined) throw new BadCsvError('A row has fewer columns than the manifest.')
    if (of !== bucket || is(row, columns.isDeleteMarker, 'true') || is(row, columns.isLatest, 'false')) continue
    const key = keyOf(formTextOf(encoded))
    if (key?.startsWith(prefix)) keys.push(key)
  }
  return keys
}

function is(row: string[], column: number | null, value: 'true' | 'false'): boolean {
  return column !== null && row[column]?.toLowerCase() === value
}
