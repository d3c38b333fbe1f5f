import { InertText } from '@/components/json/inert-text'
import { MonoId } from '@/components/ui/mono-id'
import { errorSentence } from '@/lib/client/api-error'
import type { TaskSummary } from '@/lib/contract/tasks'
import type { BulkOutcome } from './bulk-run.model'

/** Which tasks it did not work for, each with the API's own sentence. */
export function BulkFailures({ failed, tasks }: { failed: BulkOutcome[]; tasks: TaskSummary[] }) {
  const names = new Map(tasks.map(({ taskId, name }) => [taskId, name]))
  return (
    <ul className="text-list">
      {failed.map(({ taskId, error }) => (
        <li key={taskId} className="border-line border-b py-2 last:border-b-0">
          <div className="flex min-w-0 items-baseline gap-2">
            <span className="min-w-0 truncate font-semibold">
              <InertText text={names.get(taskId) ?? 'unknown name'} oneLine />
            </span>
            <MonoId id={taskId} className="shrink-0 text-muted text-small" />
          </div>
          <p className="text-muted">{errorSentence(error)}</p>
        </li>
      ))}
    </ul>
  )
}
