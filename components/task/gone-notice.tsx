import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { formatClock } from '@/components/ui/format-time'
import { Notice } from '@/components/ui/notice'
import { tasksHref } from '@/lib/client/task-search'

type Props = { app: string | null; atMs: number; byMe: boolean; onLookAgain: () => void; onSend: (() => void) | null }

/** The result is gone while its page is open. What is shown is the last that was read, and lives in this tab alone. */
export function GoneNotice({ app, atMs, byMe, onLookAgain, onSend }: Props) {
  return (
    <Notice tone={byMe ? 'info' : 'warn'} className="mt-3">
      {byMe
        ? `You forgot this result at ${formatClock(atMs)}. Its id is PENDING now.`
        : `This result was forgotten at ${formatClock(atMs)} or shortly before, or expired.`}{' '}
      What you see is the last that was read; it is kept in this tab alone.
      <span className="mt-1 flex flex-wrap gap-x-4">
        <Button asChild look="link">
          <Link href={tasksHref({ app })}>All tasks</Link>
        </Button>
        {onSend && (
          <Button look="link" onClick={onSend}>
            Send a task like this…
          </Button>
        )}
        <Button look="link" onClick={onLookAgain}>
          Look again
        </Button>
      </span>
    </Notice>
  )
}
