import type { Prisma } from '@/prisma/generated/sqlite/client'
import type { Transaction } from './client'

/** Words that follow one another; the last one may be the beginning of a longer one. From lib/search/text-words.ts. */
export type Phrase = { words: string[]; prefix: boolean }

export type TextRow = { key: string; occurredMs: number; words: string }

/** The words that tasks can be found by, and how to ask for them in SQL. */
export type TextIndex = {
  /** Stores and removes words in the transaction that stores and removes the rows. */
  write(tx: Transaction, appId: string, change: { put: TextRow[]; remove: string[] }): Promise<void>
  /**
   * A SELECT of "key", and "occurredMs" as far as it goes by time, of the newest `limit` tasks that hold all phrases and
   * occurred no later than `untilMs`, newest first.
   */
  newest(appId: string, phrases: Phrase[], untilMs: number, limit: number): Prisma.Sql
  /** The rows of "task" that a SELECT of "key" names, each looked up by its key. */
  rows(appId: string, keys: Prisma.Sql): Prisma.Sql
  /**
   * A condition on a row of "task": it holds the phrase. The rows it is asked of are also a table "seen" of the same
   * query: SQLite looks the phrase up once, within their times, because for each row anew it takes seconds.
   */
  holds(phrase: Phrase): Prisma.Sql
}
