import { FoldedText } from '@/components/json/folded-text'
import { InertText } from '@/components/json/inert-text'
import { ValueView } from '@/components/json/value-view'
import { TracebackView } from '@/components/traceback/traceback-view'
import type { TaskDetail } from '@/lib/contract/tasks'
import { meaningOf, tellsMore } from './exception.model'
import { SameFailure } from './same-failure'

const headlineFold = { characters: 600, lines: 6 }

type Props = { task: TaskDetail; app: string | null; rawHref: string }

/** Why it failed: the exception in a line, then where it was raised. */
export function ExceptionSection({ task, app, rawHref }: Props) {
  const { exceptionDetail: exception, traceback } = task
  const meaning = exception && meaningOf(exception)
  return (
    <section className="border-line border-t pt-3">
      {exception && (
        <div className="mb-3 flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h2 className="min-w-0 text-[16px] leading-6 [overflow-wrap:anywhere]">
            {exception.module && exception.module !== 'builtins' && (
              <span className="text-muted">
                <InertText text={exception.module} oneLine />.
              </span>
            )}
            <span className="font-semibold">
              <InertText text={exception.type} oneLine />
            </span>
            {exception.message !== '' && (
              <>
                {': '}
                <FoldedText text={exception.message} fold={headlineFold} />
              </>
            )}
          </h2>
          {task.fingerprint !== null && <SameFailure app={app} fingerprint={task.fingerprint} />}
        </div>
      )}
      {meaning && <p className="mb-3 text-list text-muted">{meaning}</p>}
      {traceback && <TracebackView traceback={traceback} headline={exception} rawHref={rawHref} />}
      {!traceback && <p className="text-list text-muted">No traceback is stored with this result.</p>}
      {exception && tellsMore(exception) && (
        <div className="mt-2">
          <ValueView
            value={exception.args}
            name="exc.args"
            rawHref={rawHref}
            heading={<h3 className="text-list">Arguments of the exception</h3>}
          />
        </div>
      )}
    </section>
  )
}
