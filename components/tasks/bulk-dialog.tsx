'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { BulkFailures } from './bulk-failures'
import { bulkWords } from './bulk-words.model'
import type { Bulk } from './use-bulk'

type BulkDialogProps = { bulk: Bulk | null; onRun: (bulk: Bulk) => void; onStop: () => void; onClose: () => void }

/** Asks once, shows how far it is, and in the end which tasks it did not work for and why. */
export function BulkDialog({ bulk, onRun, onStop, onClose }: BulkDialogProps) {
  if (!bulk) return null
  const words = bulkWords(bulk.verb, bulk.tasks)
  const close = (open: boolean) => {
    if (!open && bulk.phase !== 'run') onClose()
  }
  if (bulk.phase === 'ask')
    return (
      <Dialog
        open
        onOpenChange={close}
        title={words.title}
        description={words.consequence}
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look={bulk.verb === 'forget' ? 'danger' : 'primary'} autoFocus onClick={() => onRun(bulk)}>
              {words.verb}
            </Button>
          </>
        }
      >
        {words.caution && <Notice tone="warn">{words.caution}</Notice>}
      </Dialog>
    )
  const { done, total, failed } = bulk.progress
  if (bulk.phase === 'run')
    return (
      <Dialog
        open
        locked
        onOpenChange={close}
        title={`${words.doing} ${formatNumber(done)} of ${formatNumber(total)}`}
        footer={
          <Button disabled={bulk.stopping} onClick={onStop}>
            {bulk.stopping ? 'Stopping…' : 'Stop'}
          </Button>
        }
      >
        <progress
          value={done}
          max={total}
          aria-label={words.doing}
          className="block h-1.5 w-full overflow-hidden rounded-full accent-(--accent)"
        />
        {failed.length > 0 && <p className="mt-2 text-danger">{formatNumber(failed.length)} failed so far</p>}
      </Dialog>
    )
  const left = total - done
  return (
    <Dialog
      open
      onOpenChange={close}
      width="wide"
      title={failed.length > 0 ? `${formatNumber(failed.length)} of ${formatNumber(total)} failed` : 'Stopped'}
      description={`${formatNumber(done - failed.length)} done${left > 0 ? `, ${formatNumber(left)} left as they were` : ''}.`}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <BulkFailures failed={failed} tasks={bulk.tasks} />
    </Dialog>
  )
}
