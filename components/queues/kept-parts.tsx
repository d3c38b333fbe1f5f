import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import type { SampledMessage } from '@/lib/contract/queue-actions'
import { followersSentence } from './sampled-message.model'

/** What of a message stays as it is: who it is, and what starts after it. */
export function KeptParts({ message }: { message: SampledMessage }) {
  const { taskId, groupId, retries } = message
  const after = followersSentence(message)
  const parts: [string, ReactNode][] = [
    ['Task id', taskId !== null && <span className="font-mono text-small">{inert(taskId)}</span>],
    ['Afterwards', after !== '' && inert(after)],
    ['Group', groupId !== null && <span className="font-mono text-small">{inert(groupId)}</span>],
    ['Attempt', retries !== null && retries > 0 && `${retries + 1}`],
  ]
  const kept = parts.filter(([, value]) => value !== false)
  if (kept.length === 0) return null
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 border-line border-y py-2 text-list">
      {kept.map(([label, value]) => (
        <div key={label} className="col-span-full grid grid-cols-subgrid">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function inert(text: string) {
  return <InertText text={text} oneLine />
}
