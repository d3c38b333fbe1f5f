import type { SuggestionKind } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'

/** Values for autocomplete that contain the text, most recently seen first, from the small dimension table. */
export async function listSuggestions(
  database: Database,
  appId: string,
  kind: SuggestionKind,
  text: string,
  limit: number,
): Promise<{ values: string[] }> {
  const holds = text === '' ? Prisma.sql`true` : database.dialect.holdsIgnoringCase(Prisma.sql`"value"`, text)
  // The empty name stands for tasks stored without one.
  const rows = await database.reader.$queryRaw<{ value: string }[]>`
    SELECT "value" FROM "dimension" WHERE "appId" = ${appId} AND "kind" = ${kind} AND "value" <> '' AND ${holds}
    ORDER BY "lastSeenMs" DESC LIMIT ${limit}`
  return { values: rows.map(({ value }) => value) }
}
