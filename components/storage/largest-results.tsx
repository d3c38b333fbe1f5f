import Link from 'next/link'
import { TaskLines } from '@/components/overview/task-lines'
import { formatBytes } from '@/components/ui/format-bytes'
import { Section } from '@/components/ui/section'
import { tasksHref } from '@/lib/client/task-search'
import type { Storage } from '@/lib/contract/storage'

/** The results that take most room, one by one. */
export function LargestResults({ storage, app }: { storage: Storage; app: string | null }) {
  return (
    <Section
      title="Largest results"
      className="min-w-0"
      aside={
        <Link href={tasksHref({ app, window: 'all', sort: 'sizeBytes' })} className="hover:text-fg hover:underline">
          All of them
        </Link>
      }
    >
      <TaskLines
        tasks={storage.largest}
        app={app}
        empty="Nothing is stored now."
        detail={({ argsPreview, taskId }) => argsPreview ?? taskId}
        end={({ sizeBytes }) => formatBytes(sizeBytes)}
      />
    </Section>
  )
}
