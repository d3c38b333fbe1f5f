import { InertText } from '@/components/json/inert-text'
import { RelativeTime } from '@/components/ui/relative-time'
import type { EventStatus } from '@/lib/contract/sync'

/** Messages that nobody understood, each with the reason; their text is foreign. */
export function SetAside({ messages }: { messages: EventStatus['setAside'] }) {
  return (
    <section className="mt-4" aria-label="Messages set aside">
      <h3 className="mb-1 font-semibold text-small">Set aside, removed from the queue</h3>
      <ul className="border-line border-t text-list">
        {messages.map(({ messageId, at, reason, body, receives }) => (
          <li key={messageId} className="border-line border-b py-2">
            <p>{reason}</p>
            <p className="text-muted text-small">
              <RelativeTime at={at} /> · received {receives} times · <code className="font-mono">{messageId}</code>
            </p>
            <code className="mt-1 block max-h-16 overflow-auto break-all font-mono text-small">
              <InertText text={body} />
            </code>
          </li>
        ))}
      </ul>
    </section>
  )
}
