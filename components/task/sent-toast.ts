import { shortenMiddle } from '@/components/ui/shorten-middle'
import { toast } from '@/components/ui/toast'
import { rememberSent, type SentHere } from './sent-here'

/** Remembers a task this tab has sent and says where it went, with the way to its page. */
export function announceSent(sent: SentHere, open: () => void): void {
  rememberSent(sent)
  toast.success(`Sent to ${sent.queue}`, {
    description: `Task ${shortenMiddle(sent.taskId, 8)}. It is PENDING until a worker stores a result.`,
    action: { label: 'Open task', onClick: open },
    duration: 10_000,
  })
}
