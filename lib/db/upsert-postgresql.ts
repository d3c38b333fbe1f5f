import { columnNames, quoted, type UpsertMany, upsertSql } from './upsert'

/** Sends all rows as one JSON parameter: one round trip, whatever their number. */
export const upsertFromJson: UpsertMany = async (tx, appId, table, rows) => {
  if (rows.length === 0) return
  const names = columnNames(table)
  const typed = names.map((name) => `"${name}" ${table.columns[name]}`).join(', ')
  const source = `SELECT $1, ${quoted(names)} FROM json_to_recordset($2::json) AS r(${typed})`
  await tx.$executeRawUnsafe(upsertSql(table, source), appId, JSON.stringify(rows))
}
