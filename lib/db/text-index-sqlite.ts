import type { Database as Connection, Statement } from 'better-sqlite3'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Phrase, TextIndex } from './text-index'

const shift = 20n
const lastMs = 2 ** 43 - 1

/** The first row id of a millisecond. Times that do not fit into 63 bits with it stand at the end they are nearest to. */
function firstId(occurredMs: number): bigint {
  return BigInt(Math.min(Math.max(0, occurredMs), lastMs)) << shift
}

/** SQLite's FTS5, with row ids in the order of time. Writes on the connection that the transaction is open on. */
export function sqliteText(connection: Connection): TextIndex {
  const statements = new Map<string, Statement>()
  const prepare = (sql: string) => {
    const known = statements.get(sql) ?? connection.prepare(sql).safeIntegers()
    statements.set(sql, known)
    return known
  }
  const remove = (appId: string, key: string) => {
    const row = prepare('DELETE FROM "task_text_row" WHERE "appId" = ? AND "key" = ? RETURNING "id"').get(appId, key)
    const id = idIn(row)
    if (id !== null) prepare('DELETE FROM "task_text" WHERE rowid = ?').run(id)
  }
  return {
    async write(tx, appId, change) {
      if (change.put.length === 0 && change.remove.length === 0) return
      // Fails where the transaction has expired; the connection may then already be in another one.
      await tx.$queryRaw`SELECT 1`
      for (const key of change.remove) remove(appId, key)
      for (const { key, occurredMs, words } of change.put) {
        remove(appId, key)
        const from = firstId(occurredMs)
        const last = prepare('SELECT MAX("id") AS "id" FROM "task_text_row" WHERE "id" >= ? AND "id" < ?')
        const taken = idIn(last.get(from, from + (1n << shift)))
        const id = taken === null ? from : taken + 1n
        prepare('INSERT INTO "task_text_row" ("id", "appId", "key") VALUES (?, ?, ?)').run(id, appId, key)
        prepare('INSERT INTO "task_text" (rowid, words) VALUES (?, ?)').run(id, words)
      }
    },

    newest: (appId, phrases, untilMs, limit) => Prisma.sql`
      SELECT "row"."key", "row"."id" >> 20 AS "occurredMs" FROM "task_text"
      JOIN "task_text_row" AS "row" ON "row"."id" = "task_text".rowid
      WHERE "task_text" MATCH ${phrases.map(matchOf).join(' AND ')}
        AND "task_text".rowid < ${firstId(untilMs + 1)} AND "row"."appId" = ${appId}
      ORDER BY "task_text".rowid DESC LIMIT ${limit}`,

    rows: (appId, keys) => Prisma.sql`
    SELECT "task".* FROM (${keys}) AS "found"
    JOIN "task" ON "task"."appId" = ${appId} AND "task"."key" = "found"."key"`,

    holds: (phrase) => Prisma.sql`EXISTS (
      SELECT 1 FROM "task_text_row" AS "row" WHERE "row"."appId" = "task"."appId" AND "row"."key" = "task"."key"
        AND "row"."id" IN (
          SELECT rowid FROM "task_text" WHERE "task_text" MATCH ${matchOf(phrase)}
            AND rowid >= (SELECT MIN(MAX(0, MIN("occurredMs")), ${lastMs}) << 20 FROM "seen")
            AND rowid < (SELECT (MIN(MAX(0, MAX("occurredMs")), ${lastMs}) + 1) << 20 FROM "seen")))`,
  }
}

/** Words are letters and digits, so nothing in them has a meaning of its own. */
function matchOf({ words, prefix }: Phrase): string {
  return `"${words.join(' ')}"${prefix ? ' *' : ''}`
}

function idIn(row: unknown): bigint | null {
  const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : null
  return typeof id === 'bigint' ? id : null
}
