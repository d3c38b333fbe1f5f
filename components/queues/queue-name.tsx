import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Badge } from '@/components/ui/badge'
import { queueHref } from '@/lib/client/hrefs'
import type { Queue } from '@/lib/contract/queues'

export function QueueName({ queue, app }: { queue: Pick<Queue, 'name' | 'fifo'>; app: string | null }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link href={queueHref(app, queue.name)} className="truncate hover:underline" data-hint={longName(queue.name)}>
        <InertText text={queue.name} oneLine />
      </Link>
      {queue.fifo && <Badge hint="First in, first out: SQS keeps the order within a message group.">FIFO</Badge>}
    </span>
  )
}

function longName(name: string): string | undefined {
  return name.length > 24 ? name : undefined
}
