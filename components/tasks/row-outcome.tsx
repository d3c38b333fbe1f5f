import { InertText } from '@/components/json/inert-text'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { TaskSummary } from '@/lib/contract/tasks'
import { rowHeadline } from './row-words.model'

/** What came of it: exception, problem or the beginning of the result. */
export function RowOutcome({ task }: { task: TaskSummary }) {
  const { kind, type, text } = rowHeadline(task)
  switch (kind) {
    case 'problem':
      return (
        <>
          <span className="text-warn">{type}</span> <InertText text={text} oneLine />
        </>
      )
    case 'exception':
      return (
        <>
          <span className={task.state === 'FAILURE' ? 'text-failure' : undefined}>
            <InertText text={type ?? ''} oneLine />
          </span>
          {text && ': '}
          <InertText text={text} oneLine />
        </>
      )
    case 'result':
      return (
        <span className="font-mono text-muted text-small leading-[18px]">
          <InertText text={text} oneLine />
        </span>
      )
    case 'none':
      return <UnknownDash reason="No result is stored yet." />
  }
}
