'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { TaskSearch } from '@/lib/client/task-search'
import type { Count } from '@/lib/contract/common'
import { countWords, type ExportFormat, progressWords, shareOf } from './export.model'
import { ExportSubject } from './export-subject'
import { FormatChoice } from './format-choice'
import { useExport } from './use-export'

type Props = { search: TaskSearch; total: Count | undefined; onClose: () => void }

/** Says what will be saved, saves it piece by piece, and says how that ended. */
export function ExportDialog({ search: given, total, onClose }: Props) {
  // What was asked for stays what is exported, though the address may change behind the dialog.
  const [search] = useState(given)
  const [format, setFormat] = useState<ExportFormat>('csv')
  const { phase, start, cancel, reset } = useExport(search)
  // One panel goes from phase to phase: what it is about then has the focus.
  const main = useRef<HTMLButtonElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new phase has another button.
  useEffect(() => main.current?.focus(), [phase.kind])
  const close = (open: boolean) => open || onClose()
  const count = countWords(total)

  if (phase.kind === 'running')
    return (
      <Dialog
        open
        locked
        onOpenChange={close}
        title="Exporting…"
        description="Keep this page open until it is done."
        footer={
          <Button ref={main} onClick={cancel}>
            Cancel
          </Button>
        }
      >
        <ProgressBar
          value={shareOf(phase.progress)}
          max={1}
          label="Export"
          words={progressWords(phase.progress)}
          className="block w-full"
        />
        <p className="mt-2 text-list text-muted tabular-nums">{progressWords(phase.progress)}</p>
      </Dialog>
    )
  if (phase.kind === 'done')
    return (
      <Dialog
        open
        onOpenChange={close}
        title="Exported"
        footer={
          <Button ref={main} onClick={onClose}>
            Close
          </Button>
        }
      >
        <p role="status" className="break-words">
          {countWords({ count: phase.progress.rows, exact: true })}, {formatBytes(phase.progress.bytes)}, saved as{' '}
          {phase.fileName}.
        </p>
      </Dialog>
    )
  if (phase.kind === 'failed')
    return (
      <Dialog
        open
        onOpenChange={close}
        title="The export failed"
        footer={
          <>
            <Button onClick={onClose}>Close</Button>
            <Button look="primary" ref={main} onClick={reset}>
              Try again
            </Button>
          </>
        }
      >
        <Notice tone="danger">
          {phase.sentence} {phase.progress.rows > 0 && `It stopped after ${formatNumber(phase.progress.rows)} tasks. `}
          Nothing was saved.
        </Notice>
      </Dialog>
    )
  return (
    <Dialog
      open
      onOpenChange={close}
      title="Export tasks"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            ref={main}
            disabled={total?.exact === true && total.count === 0}
            onClick={() => start(format)}
          >
            Export {count ?? 'tasks'}
          </Button>
        </>
      }
    >
      <ExportSubject search={search} count={count} />
      <FormatChoice value={format} onChange={setFormat} />
    </Dialog>
  )
}
