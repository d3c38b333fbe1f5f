'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useId, useState } from 'react'
import { Field } from '@/components/task/field'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { TextInput } from '@/components/ui/text-input'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { useApplyLifecycle } from '@/lib/client/mutations/apply-lifecycle'
import { lifecycleQuery } from '@/lib/client/queries/storage'
import type { DiffLine, Lifecycle } from '@/lib/contract/storage'

const shown = { diff: 'Changes', json: 'JSON', terraform: 'Terraform' } as const
type Shown = keyof typeof shown

/** A rule of the bucket that lets S3 remove all results after so many days, beside the rules that are there. */
export function LifecycleDialog({ app, onClose }: { app: string | null; onClose: () => void }) {
  const id = useId()
  const [text, setText] = useState('30')
  const [view, setView] = useState<Shown>('diff')
  const [typed, setTyped] = useState('')
  const days = Number(text)
  const valid = Number.isInteger(days) && days >= 1 && days <= 3650
  const query = useQuery({ ...lifecycleQuery(app, days), enabled: valid, placeholderData: keepPreviousData })
  const apply = useApplyLifecycle(app)
  const { data: lifecycle, error } = query
  const unchanged = lifecycle?.diff.every(({ kind }) => kind === 'same') ?? false
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
            {(Object.keys(shown) as Shown[]).map((key) => (
              <Button
                key={key}
                size="small"
                look={view === key ? 'plain' : 'quiet'}
                aria-pressed={view === key}
                onClick={() => setView(key)}
              >
                {shown[key]}
              </Button>
            ))}
            <CopyButton
              className="ml-auto"
              label={view === 'terraform' ? 'Copy Terraform' : 'Copy JSON'}
              text={view === 'terraform' ? lifecycle.terraform : lifecycle.json}
            />
          </div>
          <Code view={view} lifecycle={lifecycle} />
          {unchanged ? (
            <p className="mt-2 text-muted text-small">
              The bucket has this rule already, so there is nothing to apply.
            </p>
          ) : lifecycle.apply.ok && lifecycle.bucket !== null ? (
            <div className="mt-3">
              <Field
                id={`${id}-bucket`}
                label={`Type ${lifecycle.bucket} to apply it`}
                hint="S3 removes what is older within a day or two, and nothing brings it back."
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

function Code({ view, lifecycle }: { view: Shown; lifecycle: Lifecycle }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section tabIndex={0} aria-label={shown[view]} className="mt-2 max-h-72 overflow-auto rounded border border-line">
      <pre className="p-3 font-mono text-small">
        {view === 'diff'
          ? lifecycle.diff.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: equal lines have nothing but their place to tell them apart.
              <Changed key={at} line={line} />
            ))
          : null}
        {view === 'json' ? lifecycle.json : null}
        {view === 'terraform' ? lifecycle.terraform : null}
      </pre>
    </section>
  )
}

const signs = { same: ' ', added: '+', removed: '−' } as const

function Changed({ line: { kind, text } }: { line: DiffLine }) {
  return (
    <span
      className={clsx(
        'block',
        kind === 'added' && 'bg-accent-subtle',
        kind === 'removed' && 'bg-danger-subtle',
        kind === 'same' && 'text-muted',
      )}
    >
      {signs[kind]} {text}
    </span>
  )
}
