import Link from 'next/link'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { queueHref } from '@/lib/client/hrefs'
import type { Queue } from '@/lib/contract/queues'
import { Approximate } from './depth-figures'

/**
 * Dead letters of a queue, alarming where there are any; a dash where it has no dead-letter queue. `sharers` are the
 * queues that use the same one: its count is then not this queue's alone, and says so.
 */
export function DeadLetters(props: { deadLetter: Queue['deadLetter']; app: string | null; sharers?: string[] }) {
  const { deadLetter, app, sharers = [] } = props
  if (!deadLetter) return <UnknownDash reason="This queue has no dead-letter queue." />
  if (deadLetter.visible === null) {
    return <UnknownDash reason={`Dead letters go to ${deadLetter.name}, which is not watched.`} />
  }
  return (
    <Link
      href={queueHref(app, deadLetter.name)}
      className={deadLetter.visible > 0 ? 'font-semibold text-danger hover:underline' : 'text-muted hover:underline'}
    >
      <Approximate value={deadLetter.visible} />
      {sharers.length > 1 && deadLetter.visible > 0 && (
        <span
          className="font-normal text-small"
          data-hint={`In ${deadLetter.name}, which takes the dead letters of ${sharers.join(', ')}.`}
        >
          {' '}
          shared
        </span>
      )}
    </Link>
  )
}
