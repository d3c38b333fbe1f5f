import { StateMark } from '@/components/ui/state-mark'

/** In place of a state where nothing is stored under an id, with what that can mean. */
export function NotStored({ hint = notStoredReason }: { hint?: string }) {
  return (
    <span data-hint={hint} className="inline-flex cursor-help items-center gap-1.5 text-muted">
      <StateMark state="PENDING" />
      not stored
    </span>
  )
}

export const notStoredReason =
  'Nothing is stored under this id: the task is still queued, its result is ignored, or it was forgotten.'
