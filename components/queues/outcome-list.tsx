import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { formatNumber } from '@/components/ui/format-number'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { taskHref } from '@/lib/client/hrefs'
import type { ResendOutcome } from '@/lib/contract/queue-actions'
import { outcomeWords } from './sampled-message.model'
import { type OutcomeGroup, outcomeGroups } from './send-many.model'

const mostShown = 200

/** What became of each message, those with the same end and reason together. */
export function OutcomeList({ outcomes, app }: { outcomes: ResendOutcome[]; app: string | null }) {
  const groups = outcomeGroups(outcomes)
  if (groups.length === 0) return null
  return (
    <ul className="border-line border-t text-list" aria-label="Outcomes">
      {groups.map((group) => (
        <li key={`${group.outcome} ${group.queue} ${group.why}`} className="border-line border-b">
          <Group group={group} app={app} />
        </li>
      ))}
    </ul>
  )
}

function Group({ group: { outcome, queue, why, items }, app }: { group: OutcomeGroup; app: string | null }) {
  const rest = items.length - mostShown
  return (
    <details className="py-1.5">
      <summary className="cursor-pointer">
        <span className="font-semibold tabular-nums">{formatNumber(items.length)}</span>{' '}
        <span className={outcome === 'sent' ? '' : 'text-warn'}>{outcomeWords[outcome]}</span>
        {queue !== null && ` (${queue})`}
        {why !== null && <span className="text-muted">: {why}</span>}
      </summary>
      <ul className="mt-1 pl-4 text-small">
        {items.slice(0, mostShown).map(({ messageId, taskId, name }) => (
          <li key={messageId} className="flex flex-wrap gap-x-2">
            <span className="break-all">{name === null ? 'no task' : <InertText text={name} oneLine />}</span>
            {taskId === null ? (
              <span className="font-mono text-muted">{shortenMiddle(messageId)}</span>
            ) : (
              <Link href={taskHref(app, taskId)} className="font-mono text-muted hover:underline">
                <InertText text={shortenMiddle(taskId)} oneLine />
              </Link>
            )}
          </li>
        ))}
        {rest > 0 && <li className="text-muted">and {formatNumber(rest)} more</li>}
      </ul>
    </details>
  )
}
