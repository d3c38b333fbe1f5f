import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqliteAdapter, SqliteAnswer, SqliteQuestion, SqliteValue } from './sqlite-messages'

export type SqliteOptions = {
  file: string
  /** How long a statement waits for the lock of another connection. */
  timeoutMs: number
  pragmas: string[]
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void }

/** Rows pass through and are gone: more room for young objects would only be more memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

/**
 * Prisma's adapter for SQLite, with its connection in a thread of its own: SQLite's calls take as long as they take and
 * hold up the thread that makes them, and requests are not to wait for that. A thread that ends by itself fails what was
 * under way, and SQLite rolls back; the next statement starts another one.
 */
export class SqliteConnection extends PrismaBetterSqlite3 {
  readonly #options: SqliteOptions
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | null = null
  #asked = 0

  constructor(options: SqliteOptions) {
    super({ url: options.file, timeout: options.timeoutMs })
    this.#options = options
  }

  override async connect(): Promise<SqliteAdapter> {
    // The first question fails where the file cannot be opened.
    const inside = (transaction: number | null) =>
      ({
        provider: this.provider,
        adapterName: this.adapterName,
        queryRaw: (query) => this.#ask({ kind: 'query', transaction, query }) as ReturnType<SqliteAdapter['queryRaw']>,
        executeRaw: (query) => this.#ask({ kind: 'execute', transaction, query }) as Promise<number>,
      }) satisfies Pick<SqliteAdapter, 'provider' | 'adapterName' | 'queryRaw' | 'executeRaw'>
    return {
      ...inside(null),
      executeScript: async (script) => {
        await this.#ask({ kind: 'script', script })
      },
      startTransaction: async () => {
        // Always a number: sqlite-thread.mjs answers with that of the question.
        const transaction = (await this.#ask({ kind: 'begin' })) as number
        const end = async () => {
          await this.#ask({ kind: 'end', transaction })
        }
        return { ...inside(transaction), options: { usePhantomQuery: false }, commit: end, rollback: end }
      },
      dispose: () => this.#close(),
    }
  }

  /** Each row runs all statements in order, past Prisma, inside the transaction that is open on the connection. */
  async runRows(sqls: string[], rows: SqliteValue[][][]): Promise<void> {
    await this.#ask({ kind: 'rows', sqls, rows })
  }

  #ask(question: SqliteQuestion): Promise<unknown> {
    this.#thread ??= this.#start()
    const thread = this.#thread
    this.#asked += 1
    const id = this.#asked
    return new Promise((resolve, reject) => {
      thread.postMessage({ id, ...question })
      // Only while something is under way does it keep the process alive, as a promise of the process's own would.
      thread.ref()
      this.#waiting.set(id, { resolve, reject })
    })
  }

  #start(): Worker {
    // Read at run time, not a module: bundlers must not try to follow the path.
    const script = path.resolve(/* turbopackIgnore: true */ 'lib/db/sqlite-thread.mjs')
    // Of the process's own settings it gets those that profile it, and not those that read TypeScript.
    const execArgv = process.execArgv.filter((option) => option.startsWith('--cpu-prof'))
    const thread = new Worker(script, { workerData: this.#options, execArgv, resourceLimits })
    let reason: unknown = Object.assign(new Error('the thread of the connection has ended'), { code: 'SQLITE_ENDED' })
    thread.on('message', (answer: SqliteAnswer) => this.#settle(answer))
    // Without a listener the error would end the process. "exit" follows.
    thread.on('error', (error) => {
      reason = error
    })
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null
      for (const { reject } of this.#waiting.values()) reject(reason)
      this.#waiting.clear()
    })
    return thread
  }

  #settle(answer: SqliteAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#thread?.unref()
    if ('value' in answer) waiting?.resolve(answer.value)
    else waiting?.reject(Object.assign(new Error(answer.error.message), answer.error))
  }

  async #close(): Promise<void> {
    const thread = this.#thread
    if (!thread) return
    const ended = new Promise((resolve) => thread.once('exit', resolve))
    await this.#ask({ kind: 'close' })
    thread.ref()
    await ended
  }
}
