import { ValueView } from '@/components/json/value-view'
import type { TaskDetail } from '@/lib/contract/tasks'
import { unknownReason } from './unknown.model'

/** What the task was called with, as it was in effect: results of earlier links of a chain included. */
export function ArgumentsSection({ task, rawHref }: { task: TaskDetail; rawHref: string }) {
  const { args, kwargs } = task
  return (
    <section className="border-line border-t pt-2">
      {args === null && kwargs === null ? (
        <>
          <h2 className="flex min-h-8 items-center font-semibold text-body">Arguments</h2>
          <p className="text-list text-muted">{unknownReason(task, 'args') ?? 'None are stored with this result.'}</p>
        </>
      ) : (
        <>
          {args && (
            <ValueView
              value={args}
              name="args"
              rawHref={rawHref}
              heading={<h2 className="font-semibold text-body">Arguments</h2>}
            />
          )}
          {kwargs && (
            <ValueView
              value={kwargs}
              name="kwargs"
              rawHref={rawHref}
              heading={<h2 className="font-semibold text-body">Keyword arguments</h2>}
            />
          )}
        </>
      )}
    </section>
  )
}
