import { setTimeout as sleep } from 'node:timers/promises'
import type { PrismaClient } from '@/prisma/generated/sqlite/client'
import type { Transaction } from './client'
import { databaseError, isDatabaseError, troubleCode } from './trouble'

/** A batch takes milliseconds; these only have to be longer than the worst pause of a machine under load. */
const limits = { timeout: 60_000, maxWait: 60_000 }
const giveUpAfterMs = 60_000
/** A process that writes all the time leaves some milliseconds between two transactions: who looks rarely misses them. */
const longestPauseMs = 20

export async function inWriteTransaction<T>(
  writer: PrismaClient,
  label: string,
  appId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const startedMs = performance.now()
  for (let attempt = 1; ; attempt += 1) {
    let thrownByWork: unknown
    try {
      return await writer.$transaction(async (tx) => {
        await lockApp(tx, appId)
        try {
          return await work(tx)
        } catch (error) {
          thrownByWork = error
          throw error
        }
      }, limits)
    } catch (error) {
      // Whatever else the work throws is its own matter; around it, there is nothing but the database.
      if (error === thrownByWork && !isDatabaseError(error)) throw error
      if (!mayBeTriedAgain(error) || performance.now() - startedMs > giveUpAfterMs) throw databaseError(label, error)
      await sleep(Math.min(5 * 2 ** attempt, longestPauseMs) * (0.5 + Math.random()))
    }
  }
}

/**
 * The first statement of every writing transaction writes, so that SQLite takes its write lock at once instead of half
 * way through (where it could only fail), and PostgreSQL locks the row until the end of the transaction.
 */
async function lockApp(tx: Transaction, appId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "app" ("id", "writeSeq") VALUES (${appId}, 1)
    ON CONFLICT ("id") DO UPDATE SET "writeSeq" = "app"."writeSeq" + 1`
}

/** SQLite: another process holds the write lock. PostgreSQL: a deadlock or a serialization failure. */
function mayBeTriedAgain(error: unknown): boolean {
  return /^(SQLITE_BUSY|40001|40P01)/.test(troubleCode(error))
}
