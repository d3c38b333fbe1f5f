import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Phrase, TextIndex } from './text-index'

/** PostgreSQL's tsvector, made of our own words: they are cast, not parsed, so the database's language plays no part. */
export const postgresqlText: TextIndex = {
  async write(tx, appId, { put, remove }) {
    if (remove.length > 0) {
      await tx.$executeRaw`
        DELETE FROM "task_text" WHERE "appId" = ${appId}
          AND "key" = ANY(ARRAY(SELECT json_array_elements_text(${JSON.stringify(remove)}::json)))`
    }
    if (put.length === 0) return
    const rows = put.map(({ key, occurredMs, words }) => ({ key, at: occurredMs, words: vectorOf(words) }))
    await tx.$executeRaw`
      INSERT INTO "task_text" ("appId", "key", "occurredMs", "words")
      SELECT ${appId}, "key", "at", "words"::tsvector
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("key" text, "at" bigint, "words" text)
      ON CONFLICT ("appId", "key") DO UPDATE SET "occurredMs" = excluded."occurredMs", "words" = excluded."words"`
  },

  // A common word is found among the newest tasks, a rare one by its index. The planner cannot tell them apart, since it does
  // not know how frequent the beginning of a word is: so both ways are taken, the second only where the first is not enough.
  newest(appId, phrases, untilMs, limit) {
    const query = phrases.map(queryOf).join(' & ')
    const recent = Math.min(4_000, 16 * limit)
    return Prisma.sql`
      WITH "recent" AS MATERIALIZED (
        SELECT "key", "occurredMs", "words" @@ ${query}::tsquery AS "holds" FROM "task_text"
        WHERE "appId" = ${appId} AND "occurredMs" <= ${BigInt(untilMs)}
        ORDER BY "occurredMs" DESC, "key" DESC LIMIT ${recent}
      ), "near" AS MATERIALIZED (
        SELECT "key", "occurredMs" FROM "recent" WHERE "holds" ORDER BY "occurredMs" DESC, "key" DESC LIMIT ${limit}
      ), "edge" AS MATERIALIZED (
        SELECT "occurredMs", "key" FROM "recent" ORDER BY "occurredMs", "key" LIMIT 1
      ), "far" AS MATERIALIZED (
        SELECT "key", "occurredMs" FROM "task_text"
        WHERE (SELECT COUNT(*) FROM "near") < ${limit} AND (SELECT COUNT(*) FROM "recent") = ${recent}
          AND "appId" = ${appId} AND "words" @@ ${query}::tsquery
          AND ("occurredMs", "key") < (SELECT "occurredMs", "key" FROM "edge")
      )
      SELECT "key", "occurredMs" FROM (SELECT * FROM "near" UNION ALL SELECT * FROM "far") AS "both"
      ORDER BY "occurredMs" DESC, "key" DESC LIMIT ${limit}`
  },

  // As an array: joined, some hundred keys make the planner read the whole table.
  rows: (appId, keys) => Prisma.sql`
    SELECT "task".* FROM "task" WHERE "task"."appId" = ${appId}
      AND "task"."key" = ANY(ARRAY(SELECT "key" FROM (${keys}) AS "found"))`,

  holds: (phrase) => Prisma.sql`EXISTS (
    SELECT 1 FROM "task_text" AS "text" WHERE "text"."appId" = "task"."appId" AND "text"."key" = "task"."key"
      AND "text"."words" @@ ${queryOf(phrase)}::tsquery)`,
}

/** `'timed':1 'out':2`. Places beyond 16,383 would be one and the same to PostgreSQL; there are fewer words than that. */
function vectorOf(words: string): string {
  return words
    .split(' ')
    .filter(Boolean)
    .map((word, at) => `'${word}':${at + 1}`)
    .join(' ')
}

/** Words are letters and digits, so nothing in them has a meaning of its own. */
function queryOf({ words, prefix }: Phrase): string {
  const last = words.length - 1
  return `(${words.map((word, at) => `'${word}'${prefix && at === last ? ':*' : ''}`).join(' <-> ')})`
}
