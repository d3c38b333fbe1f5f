'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useStep } from '@/components/activity/use-step'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { jobHref } from '@/lib/client/hrefs'
import { later } from '@/lib/client/later'
import { forgetTask } from '@/lib/client/mutations/forget-task'
import { activityKey } from '@/lib/client/queries/activity'
import { rememberJob } from '@/lib/client/queries/bulk'
import { featuresQuery } from '@/lib/client/queries/features'
import { overviewKey } from '@/lib/client/queries/overview'
import type { BulkJob, BulkKind, BulkSelection } from '@/lib/contract/bulk'

const announcePart = later(() => import('./announce-job'))

export type BulkAsk = { kind: BulkKind; selection: BulkSelection }

/** Forgets one result at once, and asks before many tasks are forgotten or retried. */
export function useBulk(app: string | null) {
  const client = useQueryClient()
  const router = useRouter()
  const abilities = useQuery(featuresQuery(app)).data?.actions
  const { act } = useStep(app)
  const [asked, setAsked] = useState<BulkAsk | null>(null)

  const follow = (job: BulkJob) => {
    rememberJob(client, app, job)
    client.invalidateQueries({ queryKey: activityKey })
    const ways = { onUndo: () => act(job, 'undo'), onOpen: () => router.push(jobHref(app, job.id)) }
    void announcePart.load().then((part) => part?.announceJob(job, ways))
  }

  /** Whether it was asked for. `onGone`: nothing waits here, the result is gone already. */
  const forgetOne = async (taskId: string, onGone: () => void): Promise<boolean> => {
    try {
      const job = await forgetTask(app, taskId)
      if (job !== null) follow(job)
      else {
        for (const queryKey of [overviewKey, activityKey]) client.invalidateQueries({ queryKey })
        toast.success('Result forgotten')
        onGone()
      }
      return true
    } catch (error) {
      toast.error('Not forgotten', { description: errorSentence(error) })
      return false
    }
  }

  const ask = (kind: BulkKind, selection: BulkSelection) => {
    const ability = abilities?.[kind]
    if (!ability) return
    if (ability.ok) setAsked({ kind, selection })
    else toast.error(ability.reason ?? 'This cannot be done here.')
  }
  return { abilities, asked, ask, close: () => setAsked(null), forgetOne, follow }
}
