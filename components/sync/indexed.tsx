import Link from 'next/link'
import type { ReactNode } from 'react'
import { Figure } from '@/components/ui/figure'
import { Section } from '@/components/ui/section'
import { tasksHref } from '@/lib/client/task-search'
import type { SyncStatusBody } from '@/lib/contract/sync'

/** What the index holds; it is a copy that can be built again from the bucket. */
export function Indexed({ indexed, app }: { indexed: SyncStatusBody['indexed']; app: string | null }) {
  const { tasks, unfinished, unreadable, groups } = indexed
  return (
    <Section title="In the index" className="min-w-0">
      <ul className="grid grid-cols-4 border-line border-y">
        <Item label="Tasks" value={tasks} href={tasksHref({ app, window: 'all' })} />
        <Item
          label="Unfinished"
          value={unfinished}
          exact={indexed.unfinishedExact}
          href={tasksHref({ app, state: ['STARTED', 'RETRY', 'PROGRESS'], window: 'all' })}
        />
        <Item label="Unreadable" value={unreadable} href={tasksHref({ app, state: ['UNREADABLE'], window: 'all' })} />
        <Item label="Groups" value={groups} />
      </ul>
    </Section>
  )
}

function Item(props: { label: string; value: number; exact?: boolean; href?: string }) {
  const { label, value, exact, href } = props
  const body: ReactNode = (
    <>
      <span className="block text-muted text-small">{label}</span>
      <Figure value={value} exact={exact} className="font-semibold" />
    </>
  )
  return (
    <li>
      {href ? (
        <Link href={href} className="block py-2 hover:bg-hover">
          {body}
        </Link>
      ) : (
        <span className="block py-2">{body}</span>
      )}
    </li>
  )
}
