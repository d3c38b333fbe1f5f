import { formatNumber } from '@/components/ui/format-number'
import type { WorkflowNode } from '@/lib/contract/workflows'
import { ProgressBar } from './progress-bar'

/** How far a group is, in words and as a bar. */
export function GroupProgress({ node }: { node: Pick<WorkflowNode, 'progress'> }) {
  const { total, done, failed } = node.progress ?? { total: null, done: 0, failed: 0 }
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className="shrink-0 font-semibold">{total === null ? 'Group' : `Group of ${formatNumber(total)}`}</span>
        <span className="ml-auto truncate text-muted text-small">
          {failed > 0 ? (
            <span className="text-danger">{formatNumber(failed)} failed</span>
          ) : (
            <>{formatNumber(done)} done</>
          )}
        </span>
      </span>
      <ProgressBar total={total} done={done} failed={failed} className="mt-1" />
    </>
  )
}
