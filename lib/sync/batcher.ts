import type { ApplyOutcome, GroupRow, IndexBatch, TaskIndex, TaskRow } from './index-port'

/** One thing found out about one key. */
export type Finding =
  | { kind: 'task'; row: TaskRow }
  | { kind: 'group'; row: GroupRow }
  | { kind: 'gone'; key: string; ifVersion?: string }

export type Batcher = {
  /** Resolves at once while the index keeps up; else when it has caught up, so that findings never pile up. */
  add(finding: Finding): Promise<void>
  /** To be called now and then while nothing is added: writes what has waited for long. */
  flushIfDue(): void
  /** Writes what is left. Rejects where any write failed. */
  finish(): Promise<void>
}

/** How many full batches may wait for the index. */
const backlog = 2
/** After how long findings are written though they are few: people wait for them, and every wait makes them older. */
const longestWaitMs = 1000
/** A group may have thousands of members; few such findings fill a batch. */
const batchBytes = 4_000_000

/**
 * Gathers findings and writes them in single transactions, one after the other. A failed write fails every later call.
 * Nothing is written once the signal has fired: a process that lost its lease must not.
 */
export function createBatcher(options: {
  index: TaskIndex
  now: () => number
  batchSize: number
  signal: AbortSignal
  onApplied: (outcome: ApplyOutcome) => void
}): Batcher {
  const { index, now, batchSize, signal, onApplied } = options
  let findings: Finding[] = []
  let bytes = 0
  let firstMs = 0
  /** Writes that are not done, the oldest first; a failed one stays. */
  const waiting: Promise<void>[] = []

  function write(): void {
    if (findings.length === 0) return
    const batch = findings
    findings = []
    bytes = 0
    const before = waiting.at(-1) ?? Promise.resolve()
    const writing = before.then(async () => {
      signal.throwIfAborted()
      onApplied(await index.apply(batchOf(batch, now())))
      waiting.shift()
    })
    waiting.push(writing)
    // The rejection is met by whoever awaits next.
    writing.catch(() => {})
  }

  /** Only while the index is idle: else small batches would queue up behind the one that is being written. */
  function flushIfDue(): void {
    if (findings.length > 0 && waiting.length === 0 && now() - firstMs >= longestWaitMs) write()
  }

  return {
    async add(finding) {
      if (findings.length === 0) firstMs = now()
      findings.push(finding)
      if (finding.kind === 'group') bytes += finding.row.membersJson.length
      if (findings.length >= batchSize || bytes >= batchBytes) write()
      else flushIfDue()
      // Not for all of them: the index would then have nothing to do until the next batch is full.
      if (waiting.length >= backlog) await waiting[0]
    },
    flushIfDue,
    async finish() {
      write()
      await waiting.at(-1)
    },
  }
}

function batchOf(findings: Finding[], atMs: number): IndexBatch {
  const batch: IndexBatch = { tasks: [], groups: [], gone: [], atMs }
  for (const finding of findings) {
    if (finding.kind === 'task') batch.tasks.push(finding.row)
    else if (finding.kind === 'group') batch.groups.push(finding.row)
    else batch.gone.push({ key: finding.key, ifVersion: finding.ifVersion })
  }
  return batch
}
