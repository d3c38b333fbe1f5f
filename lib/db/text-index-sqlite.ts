import { Prisma } from '@/prisma/generated/sqlite/client'
import type { SqliteConnection } from './sqlite-connection'
import type { Phrase, TextIndex } from './text-index'

const shift = 20n
const lastMs = 2 ** 43 - 1

/** The first row id of a millisecond. Times that do not fit into 63 bits with it stand at the end they are nearest to. */
function firstId(occurredMs: number): bigint {
  return BigInt(Math.min(Math.max(0, occurredMs), lastMs)) << shift
}

/** SQLite's FTS5, with row ids in the order of time. Writes on the connection that the transaction is open on. */
export function sqliteText(connection: SqliteConnection): TextIndex {
  return {
    async write(tx, appId, { put, remove }) {
      const removed = remove.map((key) => [
        [appId, key],
        [appId, key],
      ])
      const added = put.map(({ key, occurredMs, words }) => {
        const from = firstId(occurredMs)
        return [
          [appId, key],
          [appId, key],
          [from, appId, key, from, from + (1n << shift)],
          [words, appId, key],
        ]
      })
      // Throws where the transaction has expired: the connection may then already be in another one.
      await tx.$queryRaw`SELECT 1`
      if (removed.length > 0) await connection.runRows(removing, removed)
      if (added.length > 0) await connection.runRows([...removing, ...adding], added)
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

/** Each with the app and the key. */
const removing = [
  `DELETE FROM "task_text" WHERE rowid IN (SELECT "id" FROM "task_text_row" WHERE "appId" = ? AND "key" = ?)`,
  `DELETE FROM "task_text_row" WHERE "appId" = ? AND "key" = ?`,
]

/** The first id of that millisecond that is free: first id, app, key, first id, first id of the next millisecond. */
const adding = [
  `INSERT INTO "task_text_row" ("id", "appId", "key")
    SELECT COALESCE(MAX("id") + 1, ?), ?, ? FROM "task_text_row" WHERE "id" >= ? AND "id" < ?`,
  `INSERT INTO "task_text" (rowid, words) SELECT "id", ? FROM "task_text_row" WHERE "appId" = ? AND "key" = ?`,
]
