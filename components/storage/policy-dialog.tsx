'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId, useState } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { useChangeRetention } from '@/lib/client/mutations/change-retention'
import { retentionPreviewQuery, retentionQuery } from '@/lib/client/queries/retention'
import { tasksHref } from '@/lib/client/task-search'
import type { RetentionRule } from '@/lib/contract/retention'
import { ruleLabel } from './what-if.model'

type Props = { app: string | null; rules: RetentionRule[]; onClose: () => void }

/** Saves the sliders as the retention policy, after saying to the second what it would forget. Off until switched on. */
export function PolicyDialog({ app, rules, onClose }: Props) {
  const id = useId()
  const [enabled, setEnabled] = useState(false)
  const preview = useQuery(retentionPreviewQuery(app, rules))
  const saved = useQuery(retentionQuery(app))
  const save = useChangeRetention(app)
  const fault = save.error ?? preview.error ?? saved.error
  const replaced = saved.data?.rules.length ?? 0
  const run = () => {
    // How often it runs and whether it archives stay as they were.
    const { everyHours, archive } = saved.data ?? {}
    const onSuccess = () => {
      onClose()
      toast.success(enabled ? 'The policy is saved and switched on.' : 'The policy is saved. It is switched off.')
    }
    save.mutate({ enabled, rules, everyHours, archive }, { onSuccess })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      locked={save.isPending}
      title="Create retention policy"
      description="The sync process forgets what the rules say, on a schedule. The first rule that fits a task decides."
      footer={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            Cancel
          </Button>
          <Button
            look={enabled ? 'danger' : 'primary'}
            onClick={run}
            disabled={save.isPending || !saved.data || !preview.data}
          >
            {save.isPending ? 'Saving…' : enabled ? 'Save and switch on' : 'Save, switched off'}
          </Button>
        </>
      }
    >
      {preview.data ? (
        <ul className="border-line border-t text-list">
          {preview.data.rules.map(({ rule, q, objects, exact, bytes }) => (
            <li key={ruleLabel(rule)} className="flex min-h-9 items-center gap-4 border-line border-b py-1">
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <InertText text={ruleLabel(rule)} oneLine />
              </span>
              <span className="shrink-0 text-muted">
                {q === null ? (
                  'never forgotten'
                ) : (
                  <>
                    <Link href={tasksHref({ app, q, window: 'all' })} className="text-fg underline">
                      {formatCount(objects, exact)}
                    </Link>{' '}
                    now, {formatBytes(bytes)}
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        !fault && <Skeleton className="h-18 w-full" />
      )}
      <label htmlFor={id} className="mt-3 flex items-center gap-2">
        <Checkbox id={id} checked={enabled} onChange={(event) => setEnabled(event.target.checked)} />
        Switch it on: the first run forgets what is counted here
      </label>
      {replaced > 0 && (
        <Notice tone="warn" className="mt-3">
          Replaces the {replaced === 1 ? 'rule' : `${replaced} rules`} saved before:{' '}
          <InertText text={(saved.data?.rules ?? []).map(ruleLabel).join(', ')} oneLine />.
        </Notice>
      )}
      {fault && (
        <Notice tone="danger" className="mt-3">
          {errorSentence(fault)}
        </Notice>
      )}
    </Dialog>
  )
}
