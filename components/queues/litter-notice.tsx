'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { errorSentence } from '@/lib/client/api-error'
import { deleteLitter } from '@/lib/client/mutations/queue-actions'
import { featuresQuery } from '@/lib/client/queries/features'
import { litterQuery } from '@/lib/client/queries/queues'
import type { LitterQueue } from '@/lib/contract/queue-actions'
import { AbilityButton } from './ability-button'

/** Queues that old workers left behind, where there are any. A failure to look for them is no trouble of this page. */
export function LitterNotice({ app }: { app: string | null }) {
  const { data } = useQuery({ ...litterQuery(app), retry: false })
  const [open, setOpen] = useState(false)
  const items = data?.items ?? []
  if (items.length === 0) return null
  const queues = items.length === 1 ? '1 queue' : `${formatNumber(items.length)} queues`
  return (
    <>
      <Notice
        action={
          <Button size="small" onClick={() => setOpen(true)}>
            Show
          </Button>
        }
      >
        {queues} for remote control and events (pidbox, celeryev) of Celery 3 workers: no tasks lie in them.
      </Notice>
      {open && <LitterDialog items={items} app={app} onClose={() => setOpen(false)} />}
    </>
  )
}

function LitterDialog({ items, app, onClose }: { items: LitterQueue[]; app: string | null; onClose: () => void }) {
  const client = useQueryClient()
  const { data: features } = useQuery(featuresQuery(app))
  const remove = useMutation({
    mutationFn: () =>
      deleteLitter(
        app,
        items.map(({ name }) => name),
      ),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: litterQuery(app).queryKey })
      if (answer.items.every(({ deleted }) => deleted)) onClose()
    },
  })
  const kept = remove.data?.items.filter(({ deleted }) => !deleted) ?? []
  return (
    <Dialog
      open
      width="wide"
      locked={remove.isPending}
      onOpenChange={(open) => !open && onClose()}
      title="Queues left behind by old workers"
      description="A Celery 3 worker that still runs uses its own; deleting that cuts it off from remote control until it starts again."
      footer={
        <>
          <Button onClick={onClose} disabled={remove.isPending}>
            Cancel
          </Button>
          <AbilityButton
            ability={features?.actions.deleteQueue}
            look="danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {remove.isPending
              ? 'Deleting…'
              : `Delete ${items.length === 1 ? 'it' : `all ${formatNumber(items.length)}`}`}
          </AbilityButton>
        </>
      }
    >
      <ul className="border-line border-t text-list">
        {items.map(({ name, createdAt, visible }) => (
          <li key={name} className="flex flex-wrap gap-x-4 border-line border-b py-1.5">
            <span className="min-w-0 flex-1 break-all max-sm:basis-full">{name}</span>
            <span className="text-muted">
              {createdAt ? (
                <>
                  made <RelativeTime at={createdAt} />
                </>
              ) : (
                <UnknownDash reason="SQS did not say when it was made." />
              )}
            </span>
            <span className="text-muted">
              {visible === null ? (
                <UnknownDash reason="SQS did not say." />
              ) : (
                `${visible > 0 ? '≈' : ''}${formatNumber(visible)} messages`
              )}
            </span>
          </li>
        ))}
      </ul>
      {kept.map(({ name, why }) => (
        <Notice key={name} tone="warn" className="mt-2">
          {name}: {why}
        </Notice>
      ))}
      {remove.error && (
        <Notice tone="danger" className="mt-3">
          {errorSentence(remove.error)}
        </Notice>
      )}
    </Dialog>
  )
}
