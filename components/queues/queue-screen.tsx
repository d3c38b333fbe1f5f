'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { UpLink } from '@/components/layout/up-link'
import { Button } from '@/components/ui/button'
import { Loaded } from '@/components/ui/loaded'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { queuesHref } from '@/lib/client/hrefs'
import { queueQuery } from '@/lib/client/queries/queues'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { tasksHref } from '@/lib/client/task-search'
import { useApp } from '@/lib/client/use-app'
import { QueueAttributes } from './queue-attributes'
import { QueueFigures } from './queue-figures'
import { QueueHistory } from './queue-history'
import { QueueMessages } from './queue-messages'
import { useTroubles } from './use-troubles'

/** What one queue holds, how that changed over a day, and how it is set up. */
export function QueueScreen({ name }: { name: string }) {
  const app = useApp()
  return (
    <>
      <PageTitle title={<InertText text={name} oneLine />} aside={<UpLink href={queuesHref(app)}>All queues</UpLink>}>
        <Button asChild>
          <Link href={tasksHref({ app, queue: name })}>Tasks of this queue</Link>
        </Button>
      </PageTitle>
      <QueueOf name={name} app={app} />
    </>
  )
}

function QueueOf({ name, app }: { name: string; app: string | null }) {
  const query = useQuery({ ...queueQuery(app, name), ...useRefresh(refreshEvery.queues) })
  const troubles = useTroubles(query.data)
  return (
    <Loaded
      query={query}
      what="the queue"
      className="flex flex-col gap-6"
      missing={{ title: 'This queue is not watched', back: { href: queuesHref(app), text: 'All queues' } }}
      skeleton={
        <>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-64 w-full" />
          <Skeleton className="h-40 w-full max-w-xl" />
        </>
      }
    >
      {(queue) => (
        <>
          {troubles.map(({ kind, sentence }) => (
            <Notice key={kind} tone={kind === 'growing' ? 'info' : 'warn'}>
              {sentence}
            </Notice>
          ))}
          <QueueFigures queue={queue} app={app} />
          <QueueHistory queue={queue} />
          <QueueMessages queue={queue} app={app} />
          <QueueAttributes queue={queue} app={app} />
        </>
      )}
    </Loaded>
  )
}
