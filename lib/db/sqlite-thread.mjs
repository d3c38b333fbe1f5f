// One connection to a SQLite file, in a thread of its own (sqlite-connection.ts asks, sqlite-messages.ts says for what).
// Plain JavaScript: threads do not inherit what reads TypeScript, and a bundler is not to take this for a module of its own.
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'

/** SQLite has no queue for its write lock: another process that waits for it gets in between two transactions, or never. */
const pauseMs = 3

/** @type {{ file: string, timeoutMs: number, pragmas: string[] }} */
const { file, timeoutMs, pragmas } = workerData
const adapter = await new PrismaBetterSqlite3({ url: file, timeout: timeoutMs }).connect()
// Prisma's adapter keeps its one connection to itself; bulk writes go past it.
const connection = Reflect.get(adapter, 'client')
if (typeof connection?.prepare !== 'function') {
  throw new Error(
    "Prisma's adapter for SQLite has no connection in its field client any more: adapt sqlite-thread.mjs.",
  )
}
for (const pragma of pragmas) connection.pragma(pragma)

const transactions = new Map()
const statements = new Map()
let endedMs = 0

function prepared(sql) {
  const statement = statements.get(sql) ?? connection.prepare(sql)
  statements.set(sql, statement)
  return statement
}

/** Every row runs all statements in order, each with parameters of its own. */
function runRows({ sqls, rows }) {
  const some = sqls.map(prepared)
  for (const row of rows) {
    for (let at = 0; at < some.length; at += 1) some[at].run(row[at])
  }
}

/** Known by the number of the question: one that a thread before this one began must not be taken for one of these. */
async function begin(id) {
  const transaction = await adapter.startTransaction()
  const restMs = endedMs + pauseMs - performance.now()
  if (restMs > 0) await sleep(restMs)
  transactions.set(id, transaction)
  return id
}

async function end({ transaction }) {
  const open = transactions.get(transaction)
  transactions.delete(transaction)
  endedMs = performance.now()
  // COMMIT and ROLLBACK are statements that came before; this lets the next transaction begin.
  await open?.commit()
}

function queryable({ transaction }) {
  if (transaction === null) return adapter
  const open = transactions.get(transaction)
  if (!open) throw new Error('This transaction is over.')
  return open
}

async function answer(id, question) {
  switch (question.kind) {
    case 'query':
      return queryable(question).queryRaw(question.query)
    case 'execute':
      return queryable(question).executeRaw(question.query)
    case 'script':
      return adapter.executeScript(question.script)
    case 'begin':
      return begin(id)
    case 'end':
      return end(question)
    case 'rows':
      return runRows(question)
    case 'close':
      return adapter.dispose()
  }
}

/** Errors lose their fields on the way between threads. */
function described(error) {
  const { name = 'Error', message = String(error), code, cause } = error ?? {}
  return { name, message, code, cause: name === 'DriverAdapterError' ? cause : undefined }
}

parentPort?.on('message', async ({ id, ...question }) => {
  try {
    parentPort.postMessage({ id, value: await answer(id, question) })
  } catch (error) {
    parentPort.postMessage({ id, error: described(error) })
  }
  if (question.kind === 'close') parentPort.close()
})
