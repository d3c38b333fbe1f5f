'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { errorSentence } from '@/lib/client/api-error'
import { previewBulk, startBulk } from '@/lib/client/mutations/bulk'
import { featuresQuery } from '@/lib/client/queries/features'
import type { BulkJob, BulkPreview, BulkSelection } from '@/lib/contract/bulk'
import { confirmAbove } from '@/lib/contract/values'
import { BulkOptions, noOptions } from './bulk-options'
import { BulkSample } from './bulk-sample'
import { askWords, isConfirmed, parseSpeed } from './bulk-words.model'
import type { BulkAsk } from './use-bulk'

export type BulkProps = {
  app: string | null
  onClose: () => void
  onStarted: (job: BulkJob, asked: BulkAsk) => void
}

/** Counts first and asks once: how many, how much, which; above a thousand the number has to be typed. */
export function BulkQuestion({ app, asked, onClose, onStarted }: BulkProps & { asked: BulkAsk }) {
  const id = useId()
  const { kind } = asked
  const [members, setMembers] = useState(true)
  const group = asked.selection.kind === 'group' ? { ...asked.selection, members } : null
  const selection = group ?? asked.selection
  const [options, setOptions] = useState(noOptions)
  const [typed, setTyped] = useState('')
  const archive = useQuery(featuresQuery(app)).data?.archive ?? null
  const counted = useQuery({
    queryKey: ['bulk-preview', app, kind, selection],
    queryFn: ({ signal }) => previewBulk(app, { kind, selection }, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const preview = counted.data
  const perSecond = parseSpeed(options.speed)
  const start = useMutation({
    mutationFn: ({ count, until }: BulkPreview) =>
      startBulk(app, {
        kind,
        selection: frozenAt(selection, until),
        confirm: count > confirmAbove ? count : undefined,
        perSecond: perSecond ?? undefined,
        archive: kind === 'forget' && options.archive,
        reason: options.reason.trim() || undefined,
      }),
    onSuccess: (job) => onStarted(job, asked),
  })
  const words = askWords(kind, preview?.count ?? null, preview?.exact ?? true)
  const ready =
    preview !== undefined && preview.count > 0 && isConfirmed(typed, preview.count) && perSecond !== undefined
  return (
    <Dialog
      open
      width="wide"
      locked={start.isPending}
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.consequence}
      footer={
        <>
          <Button onClick={onClose} disabled={start.isPending}>
            Cancel
          </Button>
          <Button
            look={kind === 'forget' ? 'danger' : 'primary'}
            disabled={!ready || start.isPending}
            onClick={() => preview && start.mutate(preview)}
          >
            {start.isPending ? 'Starting…' : words.verb}
          </Button>
        </>
      }
    >
      {group && (
        <label htmlFor={`${id}members`} className="mb-3 flex items-center gap-2 text-list max-md:min-h-11">
          <Checkbox id={`${id}members`} checked={members} onChange={(event) => setMembers(event.target.checked)} />
          The results of its members as well
        </label>
      )}
      {counted.error ? (
        <Notice tone="danger">{errorSentence(counted.error)}</Notice>
      ) : (
        <BulkSample app={app} preview={preview} />
      )}
      {preview && preview.count > 0 && (
        <>
          <BulkOptions
            kind={kind}
            options={options}
            onChange={setOptions}
            archiveDays={archive?.days ?? null}
            badSpeed={perSecond === undefined}
          />
          {preview.count > confirmAbove && (
            <label htmlFor={`${id}confirm`} className="mt-4 block text-list">
              <span className="block">
                Type <strong className="font-semibold tabular-nums">{preview.count}</strong> to confirm
              </span>
              <TextInput
                id={`${id}confirm`}
                inputMode="numeric"
                autoComplete="off"
                className="mt-1 max-w-40"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </label>
          )}
        </>
      )}
      {start.error && (
        <Notice tone="danger" className="mt-3">
          {errorSentence(start.error)}
        </Notice>
      )}
    </Dialog>
  )
}

/** The search as it was counted: what is stored later is left alone. */
function frozenAt(selection: BulkSelection, until: string): BulkSelection {
  return selection.kind === 'search' ? { ...selection, until } : selection
}
