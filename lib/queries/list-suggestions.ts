import type { SuggestionKind } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'

/** Values for autocomplete that contain the text, most recently seen first, from the small dimension table. */
export async function listSuggestions(
  database: Database,
  appId: string,
  kind: SuggestionKind,
  text: string,
  limit: number,
): Promise<{ values: string[] }> {
  const rows = await database.reader.dimension.findMany({
    select: { value: true },
    where: { appId, kind, ...(text === '' ? {} : { value: database.dialect.containsIgnoringCase(text) }) },
    orderBy: { lastSeenMs: 'desc' },
    take: limit,
  })
  return { values: rows.map(({ value }) => value) }
}
