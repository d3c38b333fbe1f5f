import { InertText } from '@/components/json/inert-text'
import type { TaskDetail } from '@/lib/contract/tasks'
import { HexDump } from './hex-dump'

/** Bytes under a task key that are no result this dashboard can read: why, and how they begin. */
export function ProblemSection({ task }: { task: TaskDetail }) {
  if (!task.problem) return null
  return (
    <section className="border-line border-t pt-2">
      <h2 className="flex min-h-8 items-center font-semibold text-body">This result could not be read</h2>
      <p className="mb-3">
        <InertText text={task.problem.message} />{' '}
        <code className="font-mono text-muted text-small">{task.problem.code}</code>
      </p>
      {task.problemBytes && <HexDump hex={task.problemBytes} />}
      <p className="mt-2 text-list text-muted">
        Nothing of it was run. The stored document can be downloaded as it is, or forgotten.
      </p>
    </section>
  )
}
