'use client'

import { useRef, useState } from 'react'
import type { TaskSummary } from '@/lib/contract/tasks'
import { type BulkProgress, runBulk } from './bulk-run.model'

export type BulkVerb = 'forget' | 'retry'

export type Bulk =
  | { phase: 'ask'; verb: BulkVerb; tasks: TaskSummary[] }
  | { phase: 'run'; verb: BulkVerb; tasks: TaskSummary[]; progress: BulkProgress; stopping: boolean }
  | { phase: 'done'; verb: BulkVerb; tasks: TaskSummary[]; progress: BulkProgress }

/** Asks, does and tells. Null while nothing is asked. */
export function useBulk(
  act: (verb: BulkVerb, taskId: string) => Promise<unknown>,
  onEnd: (verb: BulkVerb, end: BulkProgress) => void,
) {
  const [bulk, setBulk] = useState<Bulk | null>(null)
  const stop = useRef<AbortController | null>(null)

  const run = async (verb: BulkVerb, tasks: TaskSummary[]) => {
    const controller = new AbortController()
    stop.current = controller
    const shown = (progress: BulkProgress) =>
      setBulk({ phase: 'run', verb, tasks, progress, stopping: controller.signal.aborted })
    shown({ total: tasks.length, done: 0, failed: [], succeeded: [] })
    const ids = tasks.map(({ taskId }) => taskId)
    const end = await runBulk(ids, (id) => act(verb, id), shown, controller.signal)
    // Nothing to read where all went well: the toast says so.
    setBulk(end.failed.length > 0 || end.done < end.total ? { phase: 'done', verb, tasks, progress: end } : null)
    onEnd(verb, end)
  }
  return {
    bulk,
    ask: (verb: BulkVerb, tasks: TaskSummary[]) => setBulk({ phase: 'ask', verb, tasks }),
    run,
    stop: () => {
      stop.current?.abort()
      setBulk((known) => (known?.phase === 'run' ? { ...known, stopping: true } : known))
    },
    close: () => setBulk(null),
  }
}
