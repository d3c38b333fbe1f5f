import Link from 'next/link'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { queueHref } from '@/lib/client/hrefs'
import { Approximate } from './depth-figures'

/** Dead letters of a queue, alarming where there are any; a dash where it has no dead-letter queue. */
export function DeadLetters(props: {
  deadLetter: { name: string; visible: number | null } | null
  app: string | null
}) {
  const { deadLetter, app } = props
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
    </Link>
  )
}
