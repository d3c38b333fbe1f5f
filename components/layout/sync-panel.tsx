'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { StaleNotice } from '@/components/ui/stale-notice'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { syncHref } from '@/lib/client/hrefs'
import { useRequestSweep } from '@/lib/client/mutations/request-sweep'
import { featuresQuery } from '@/lib/client/queries/features'
import { refreshPause } from '@/lib/client/refresh-pause'
import { useApp } from '@/lib/client/use-app'
import type { SyncStatusBody } from '@/lib/contract/sync'
import { Fact, Facts } from './facts'
import type { Freshness } from './freshness.model'
import { FreshnessFacts } from './freshness-facts'
import { SweepFacts } from './sweep-facts'

export function SyncPanel(props: {
  status: SyncStatusBody | undefined
  freshness: Freshness
  updatedAtMs: number
  error: Error | null
  onRetry: () => void
}) {
  const { status, freshness, updatedAtMs, error, onRetry } = props
  const app = useApp()
  return (
    <div className="flex flex-col gap-4 text-list">
      <div className="flex items-start gap-3">
        <p className="min-w-0 flex-1">{freshness.sentence}</p>
        <SweepButton sweeping={status?.state === 'sweeping'} />
      </div>
      {error && status && <StaleNotice error={error} updatedAtMs={updatedAtMs} onRetry={onRetry} />}
      {status?.trouble && (
        <Notice tone="danger">
          {status.trouble.message}
          <span className="mt-1 block text-muted text-small">
            {status.trouble.code} · <RelativeTime at={status.trouble.at} />
            {status.trouble.consecutive > 1 && ` · ${status.trouble.consecutive} times in a row`}
          </span>
        </Notice>
      )}
      {status && (
        <>
          <FreshnessFacts status={status} />
          <SweepFacts status={status} />
          <Facts title="What the dashboard itself costs">
            <Fact
              label="Today"
              value={<Money dollars={status.spending.dollarsToday} basis={status.spending.basis} />}
            />
            <Fact
              label="Last 30 days"
              value={<Money dollars={status.spending.dollarsLast30Days} basis={status.spending.basis} />}
            />
          </Facts>
        </>
      )}
      <LiveSwitch />
      <Link href={syncHref(app)} className="text-muted underline underline-offset-2 hover:text-fg">
        Everything about the sync
      </Link>
    </div>
  )
}

export function SweepButton({ sweeping }: { sweeping: boolean }) {
  const app = useApp()
  const features = useQuery(featuresQuery(app))
  const sweep = useRequestSweep(app)
  const ability = features.data?.actions.sync
  return (
    <Button
      size="small"
      disabled={sweeping || sweep.isPending || ability?.ok === false}
      data-hint={ability?.reason ?? undefined}
      onClick={() => sweep.mutate(undefined, { onError: (error) => toast.error(errorSentence(error)) })}
    >
      {sweeping || sweep.isPending ? 'Sweeping…' : 'Sweep now'}
    </Button>
  )
}

function LiveSwitch() {
  const paused = useSyncExternalStore(refreshPause.subscribe, refreshPause.get, () => false)
  const id = useId()
  return (
    <label htmlFor={id} className="flex items-center gap-2 border-line border-t pt-3">
      <Checkbox id={id} checked={!paused} onChange={(event) => refreshPause.set(!event.target.checked)} />
      Live updates in this browser
    </label>
  )
}
