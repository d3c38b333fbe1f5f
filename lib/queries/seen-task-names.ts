import type { Database } from '@/lib/db/client'
import { cleanText } from '@/lib/db/storable'

/** Which of these task names stand in any result; null where no result carries a name (`result_extended` is off). */
export async function seenTaskNames(
  database: Database,
  appId: string,
  names: string[],
): Promise<ReadonlySet<string> | null> {
  const where = { appId, kind: 'name' }
  const any = await database.reader.dimension.findFirst({ where: { ...where, value: { not: '' } } })
  if (!any) return null
  const rows = await database.reader.dimension.findMany({ where: { ...where, value: { in: names.map(cleanText) } } })
  return new Set(rows.map(({ value }) => value))
}
