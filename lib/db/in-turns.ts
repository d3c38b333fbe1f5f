import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transaction } from './client'

/** SQLite works while the whole process waits; so many rows take a few milliseconds. */
const rowsPerTurn = 64

/**
 * Runs statements of the driver's own connection for many rows, inside the transaction that is open on it, and lets the
 * process answer requests in between. Throws where the transaction has expired: the connection may then already be in
 * another one.
 */
export async function inTurns<T>(tx: Transaction, rows: readonly T[], work: (row: T) => void): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerTurn) {
    await nextTurn()
    await tx.$queryRaw`SELECT 1`
    for (const row of rows.slice(from, from + rowsPerTurn)) work(row)
  }
}
