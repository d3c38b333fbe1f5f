'use client'

import { errorSentence } from '@/lib/client/api-error'
import { Button } from './button'
import { formatClock } from './format-time'
import { Notice } from './notice'

/** What is on the screen is old because asking again fails. Shown over data, never instead of it. */
export function StaleNotice(props: { error: unknown; updatedAtMs: number; onRetry: () => void; className?: string }) {
  return (
    <Notice
      tone="warn"
      className={props.className}
      action={
        <Button look="link" onClick={props.onRetry}>
          Try again
        </Button>
      }
    >
      Shown as of {formatClock(props.updatedAtMs)}; refreshing fails. {errorSentence(props.error)}
    </Notice>
  )
}
