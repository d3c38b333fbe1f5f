import { InertText } from '@/components/json/inert-text'
import { ValueView } from '@/components/json/value-view'
import { carriesException, isReady } from '@/lib/celery/states'
import type { TaskDetail } from '@/lib/contract/tasks'
import { ArgumentsSection } from './arguments-section'
import { ExceptionSection } from './exception-section'
import { ProblemSection } from './problem-section'
import { ValueSection } from './value-section'

type Props = { task: TaskDetail; app: string | null; rawHref: string }

/** What the task says, what answers the page's question first: the exception of a failure, the result of a success. */
export function TaskBody({ task, app, rawHref }: Props) {
  const failed = task.exceptionDetail !== null || task.traceback !== null
  return (
    <>
      {task.problem && <ProblemSection task={task} />}
      {failed && <ExceptionSection task={task} app={app} rawHref={rawHref} />}
      {!failed && <Result task={task} rawHref={rawHref} />}
      {!task.problem && <ArgumentsSection task={task} rawHref={rawHref} />}
      {failed && <Result task={task} rawHref={rawHref} />}
      {task.extra.length > 0 && (
        <section className="border-line border-t pt-2">
          <h2 className="flex min-h-8 items-center font-semibold text-body">Further fields</h2>
          <p className="mb-1 text-list text-muted">
            Stored with the result, but not by Celery’s own rules: stamps, mostly.
          </p>
          {task.extra.map(({ name, value }) => (
            <ValueView
              key={name}
              value={value}
              name={name}
              rawHref={rawHref}
              heading={
                <h3 className="font-mono text-list">
                  <InertText text={name} oneLine />
                </h3>
              }
            />
          ))}
        </section>
      )}
    </>
  )
}

/** The result of a failure is its exception, which stands above already; by hand it can be anything. */
function Result({ task, rawHref }: { task: TaskDetail; rawHref: string }) {
  if (task.problem || (carriesException(task.state) && (task.exceptionDetail || task.result?.json === 'null')))
    return null
  return (
    <ValueSection
      title={isReady(task.state) || carriesException(task.state) ? 'Result' : `Reported with ${task.state}`}
      name="result"
      value={task.result}
      rawHref={rawHref}
      absent="The stored document could not be read for this page."
    />
  )
}
