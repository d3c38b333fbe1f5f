import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Badge } from '@/components/ui/badge'
import { Bytes } from '@/components/ui/bytes'
import { Checkbox } from '@/components/ui/checkbox'
import { RelativeTime } from '@/components/ui/relative-time'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { cutText } from '@/lib/celery/value-text'
import { taskHref } from '@/lib/client/hrefs'
import type { Ability } from '@/lib/contract/common'
import type { ResendOutcome, SampledMessage } from '@/lib/contract/queue-actions'
import { AbilityButton } from './ability-button'
import { editAbility, followersSentence, outcomeWords, verdictGroups } from './sampled-message.model'

type Props = {
  message: SampledMessage
  app: string | null
  /** null where it is not sent back: it lies where it belongs. */
  choice: { chosen: boolean; possible: boolean; gone: boolean } | null
  onChoose: (on: boolean) => void
  onEdit: () => void
  /** Whether messages can be sent at all. */
  ability: Ability | undefined
  outcome: ResendOutcome | null
}

/** One waiting message: which task, with what, what follows it, and what workers would do with it. */
export function SampledMessageRow({ message, app, choice, onChoose, onEdit, ability, outcome }: Props) {
  const { name, taskId, args, kwargs, sentAt, receiveCount, receivesLeft } = message
  const what = name ?? taskId ?? message.messageId
  const after = followersSentence(message)
  return (
    <li className="flex gap-3 border-line border-b py-2.5 text-list">
      {choice && (
        <Checkbox
          label={`Send ${what} back`}
          checked={choice.chosen}
          disabled={!choice.possible}
          className="mt-1"
          onChange={(event) => onChoose(event.target.checked)}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-all font-semibold">
            {name === null ? <UnknownDash reason="The message names no task." /> : <InertText text={name} oneLine />}
          </span>
          {taskId !== null && (
            <Link href={taskHref(app, taskId)} className="font-mono text-muted text-small hover:underline">
              <InertText text={shortenMiddle(taskId)} oneLine />
            </Link>
          )}
          {message.serializer !== null && message.serializer !== 'json' && <Badge>{message.serializer}</Badge>}
          {message.malformed && <Badge tone="danger">malformed</Badge>}
          {message.neverSeen === true && (
            <Badge
              tone="warn"
              hint="No result of a task of this name was ever seen. An unknown task comes back for ever."
            >
              task never seen
            </Badge>
          )}
          {outcome && (
            <Badge tone={outcome.outcome === 'sent' ? 'accent' : 'warn'}>
              {outcomeWords[outcome.outcome]}
              {outcome.queue !== null && ` (${outcome.queue})`}
            </Badge>
          )}
        </div>
        {args !== null && (
          <p className="line-clamp-3 break-all font-mono text-small">
            <InertText text={cutText(`${args} ${kwargs ?? ''}`, 600)} oneLine />
          </p>
        )}
        <p className="flex flex-wrap gap-x-3 text-muted text-small">
          <span>
            {sentAt === null ? (
              'sent: unknown'
            ) : (
              <>
                sent <RelativeTime at={sentAt} />
              </>
            )}
          </span>
          <span>
            received {receiveCount} {receiveCount === 1 ? 'time' : 'times'}
            {receivesLeft !== null && `, ${receivesLeft} left`}
          </span>
          {message.retries !== null && message.retries > 0 && <span>retry {message.retries}</span>}
          {message.eta !== null && (
            <span>
              eta <InertText text={message.eta} oneLine />
            </span>
          )}
          {after && (
            <span>
              <InertText text={after} oneLine />
            </span>
          )}
          {choice && message.goesTo !== null && (
            <span>
              back to <InertText text={message.goesTo} oneLine />
            </span>
          )}
          <Bytes bytes={message.sizeBytes} />
        </p>
        {verdictGroups(message).map(({ versions, outcome: end, why }) => (
          <p key={versions} className={end === 'worker dies' ? 'text-danger text-small' : 'text-muted text-small'}>
            Celery {versions}: {end}. {why}
          </p>
        ))}
        {outcome?.why && <p className="text-small text-warn">{outcome.why}</p>}
      </div>
      {choice && !choice.gone && (
        <AbilityButton
          ability={ability?.ok ? editAbility(message) : ability}
          look="quiet"
          size="small"
          className="-mr-2"
          onClick={onEdit}
        >
          Edit…<span className="sr-only"> and send {what}</span>
        </AbilityButton>
      )}
    </li>
  )
}
