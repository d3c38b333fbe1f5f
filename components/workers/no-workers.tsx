import { windowSentences } from '@/components/layout/window-words'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import type { WorkerList } from '@/lib/contract/workers'

const how = (
  <>
    Celery stores the name of the worker with each result where{' '}
    <code className="font-mono">result_extended = True</code> (Celery 4.3 and later). There is no other list of workers:
    SQS has no heartbeats and no remote control.
  </>
)

/** Why no worker is listed. */
export function NoWorkers() {
  return <EmptyState title="No result names its worker">{how}</EmptyState>
}

/** Workers are known from before, but no result of this window names one. */
export function UnnamedNotice({ list }: { list: WorkerList }) {
  if (list.named || list.items.length === 0) return null
  return (
    <Notice>
      No result of the {windowSentences[list.window]} names its worker. {how}
    </Notice>
  )
}
