'use client'

import { BulkDialog } from '@/components/bulk/bulk-dialog'
import { useBulk } from '@/components/bulk/use-bulk'
import { Button } from '@/components/ui/button'

/** Forgets what Celery stored of a group; asked first, and offered with it: the results of its members. */
export function ForgetGroup({ app, groupId }: { app: string | null; groupId: string }) {
  const { abilities, asked, ask, close, follow } = useBulk(app)
  const refusal = abilities?.forget.reason ?? null
  return (
    <>
      {/* A disabled button gets no pointer events, so its reason stands on what surrounds it. */}
      <span data-hint={refusal ?? undefined}>
        <Button
          disabled={!abilities?.forget.ok}
          onClick={() => ask('forget', { kind: 'group', groupId, members: true })}
        >
          Forget group…
          {refusal !== null && <span className="sr-only"> (not possible: {refusal})</span>}
        </Button>
      </span>
      <BulkDialog
        app={app}
        asked={asked}
        onClose={close}
        onStarted={(job) => {
          close()
          follow(job)
        }}
      />
    </>
  )
}
