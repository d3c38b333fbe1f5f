import { InertText } from '@/components/json/inert-text'
import { MonoId } from '@/components/ui/mono-id'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { TaskSummary } from '@/lib/contract/tasks'
import { unknownReason } from './row-words.model'

/** Id and arguments, under the name. A task without a name has its id in the name's place already. */
export function SecondLine({ task }: { task: TaskSummary }) {
  return (
    <span className="flex h-4.5 min-w-0 gap-2.5 font-mono text-muted text-small leading-[18px] max-md:hidden">
      {task.name === null ? (
        <UnknownDash reason={task.argsPreview === null ? unknownReason.nameAndArgs : unknownReason.name} />
      ) : (
        <MonoId id={task.taskId} className="shrink-0" />
      )}
      {task.argsPreview !== null ? (
        <span data-clip className="min-w-0 truncate">
          <InertText text={task.argsPreview} oneLine />
        </span>
      ) : (
        task.name !== null && <UnknownDash reason={unknownReason.args} />
      )}
    </span>
  )
}
