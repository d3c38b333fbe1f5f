'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Field } from '@/components/task/field'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { TextInput } from '@/components/ui/text-input'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { useApplyLifecycle } from '@/lib/client/mutations/apply-lifecycle'
import { lifecycleQuery, whatIfQuery } from '@/lib/client/queries/storage'
import { LifecycleCode, type LifecycleView, lifecycleViews } from './lifecycle-code'
import { changesInWords } from './lifecycle-diff.model'

/** A rule of the bucket that lets S3 remove all results after so many days, beside the rules that are there. */
export function LifecycleDialog({ app, onClose }: { app: string | null; onClose: () => void }) {
  const id = useId()
  const [text, setText] = useState('30')
  const [view, setView] = useState<LifecycleView>('diff')
  const [typed, setTyped] = useState('')
  const days = Number(text)
  const valid = Number.isInteger(days) && days >= 1 && days <= 3650
  const query = useQuery({ ...lifecycleQuery(app, days), enabled: valid, placeholderData: keepPreviousData })
  const apply = useApplyLifecycle(app)
  const { data: lifecycle, error } = query
  const unchanged = lifecycle !== undefined && lifecycle.changes.added + lifecycle.changes.changed === 0
  const canApply = valid && !unchanged && lifecycle?.apply.ok && lifecycle.bucket !== null && typed === lifecycle.bucket
  const onSuccess = () => {
    onClose()
    toast.success(`S3 now removes results after ${days} ${days === 1 ? 'day' : 'days'}.`)
  }
  // What is applied is what is shown: other rules than these are refused.
  const run = () =>
    apply.mutate(
      { days, confirmBucket: typed, seen: lifecycle?.seen ?? '' },
      { onSuccess, onError: () => setTyped('') },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="wide"
      locked={apply.isPending}
      title="Lifecycle rule"
      description="S3 itself removes what is older. It cannot tell states or types apart: the rule is for all results."
      footer={
        <>
          <Button onClick={onClose} disabled={apply.isPending}>
            Close
          </Button>
          <Button
            look="danger"
            onClick={run}
            disabled={!canApply || apply.isPending || query.isPlaceholderData || query.isError}
          >
            {apply.isPending ? 'Applying…' : 'Apply to the bucket'}
          </Button>
        </>
      }
    >
      <Field id={`${id}-days`} label="Days a result is kept" fault={valid ? null : 'A whole number, 1 to 3,650'}>
        <TextInput
          id={`${id}-days`}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-32"
          value={text}
          aria-invalid={!valid}
          aria-describedby={`${id}-days-note`}
          onChange={(event) => setText(event.target.value.trim())}
        />
      </Field>
      {error && <Notice tone="danger">{errorSentence(error)}</Notice>}
      {!lifecycle && !error && <Skeleton className="h-64 w-full" />}
      {lifecycle && (
        <>
          {!lifecycle.existing.known && (
            <Notice tone="warn" className="mb-2">
              The bucket's own rules are not known: {lifecycle.existing.reason} S3 replaces all rules at once, so add
              them to this before you use it.
            </Notice>
          )}
          <div className="flex items-center gap-1" role="toolbar" aria-label="Shown as">
            {lifecycleViews.map(({ key, label }) => (
              <Button
                key={key}
                size="small"
                look={view === key ? 'plain' : 'quiet'}
                aria-pressed={view === key}
                onClick={() => setView(key)}
              >
                {label}
              </Button>
            ))}
            <CopyButton
              className="ml-auto"
              label={view === 'terraform' ? 'Copy Terraform' : 'Copy JSON'}
              text={view === 'terraform' ? lifecycle.terraform : lifecycle.json}
            />
          </div>
          <LifecycleCode view={view} lifecycle={lifecycle} />
          {lifecycle.existing.known && (
            <p className="mt-2 text-muted text-small">{changesInWords(lifecycle.changes)}</p>
          )}
          {unchanged ? null : lifecycle.apply.ok && lifecycle.bucket !== null ? (
            <div className="mt-3">
              <Field
                id={`${id}-bucket`}
                label={`Type ${lifecycle.bucket} to apply it`}
                hint={<Consequence app={app} days={days} valid={valid} />}
                fault={apply.error && errorSentence(apply.error)}
              >
                <TextInput
                  id={`${id}-bucket`}
                  autoComplete="off"
                  spellCheck={false}
                  value={typed}
                  aria-describedby={`${id}-bucket-note`}
                  onChange={(event) => setTyped(event.target.value)}
                />
              </Field>
            </div>
          ) : (
            <p className="mt-2 text-muted text-small">
              {lifecycle.apply.reason ?? 'It cannot be applied from here.'} Copy it, and apply it with your own tools.
            </p>
          )}
        </>
      )}
    </Dialog>
  )
}

/** What the first run of the rule would take, by the same count as the sliders'. */
function Consequence({ app, days, valid }: { app: string | null; days: number; valid: boolean }) {
  const { data } = useQuery({ ...whatIfQuery(app, [{ state: null, type: null, days }], null), enabled: valid })
  const [removed] = data?.rules ?? []
  const lead = 'S3 removes what is older within a day or two, and nothing brings it back.'
  if (!removed) return lead
  if (removed.objects === 0) return `${lead} No result is that old now.`
  const count = `${formatNumber(removed.objects)} ${removed.objects === 1 ? 'result is' : 'results are'}`
  return `${lead} ${count} that old now, ${formatBytes(removed.bytes)}.`
}
