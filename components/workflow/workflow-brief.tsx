'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { workflowHref } from '@/lib/client/hrefs'
import { workflowQuery } from '@/lib/client/queries/workflows'
import { useRefreshPaused } from '@/lib/client/refresh'
import { totalsOf, workflowPollMs } from './drawing.model'
import { totalsInWords } from './workflow-totals'

/** "Workflow: 24 tasks, 3 failed", leading to the drawing. Until that is counted, the link alone. */
export function WorkflowBrief({ taskId, app }: { taskId: string; app: string | null }) {
  const paused = useRefreshPaused()
  const { data } = useQuery({
    ...workflowQuery(app, taskId),
    refetchInterval: ({ state }) => !paused && (state.data ? workflowPollMs(state.data, Date.now()) : 30_000),
    refetchIntervalInBackground: false,
    retry: false,
  })
  return (
    <Link href={workflowHref(app, taskId)} className="text-list hover:text-fg hover:underline">
      Workflow{data && `: ${totalsInWords(totalsOf(data))}${data.truncated ? ' and more' : ''}`}{' '}
      <span aria-hidden="true">→</span>
    </Link>
  )
}
