import type { Database as Connection, Statement } from 'better-sqlite3'
import { inTurns } from './in-turns'
import { columnNames, type UpsertMany, upsertSql, type Value } from './upsert'

/**
 * Runs one prepared statement a row, on the connection that Prisma's transaction is open on: half the time of one large
 * statement through Prisma, and in SQLite a statement costs no round trip.
 */
export function upsertOnConnection(connection: Connection): UpsertMany {
  const statements = new Map<string, Statement>()

  return async (tx, appId, table, rows) => {
    if (rows.length === 0) return
    const names = columnNames(table)
    const sql = upsertSql(table, `VALUES (?, ${names.map(() => '?').join(', ')})`)
    const statement = statements.get(sql) ?? connection.prepare(sql)
    statements.set(sql, statement)
    await inTurns(tx, rows, (row) => {
      const values: Value[] = [appId]
      for (const name of names) values.push(bindable(row[name]))
      statement.run(values)
    })
  }
}

function bindable(value: Value): Value {
  return typeof value === 'boolean' ? Number(value) : value
}
