import { InertText } from '@/components/json/inert-text'
import { formatNumber } from '@/components/ui/format-number'
import { StateMark } from '@/components/ui/state-mark'
import type { DrawnItem } from './drawing.model'

type Stack = Extract<DrawnItem, { kind: 'stack' }>

/** "… 12 more SUCCESS": tasks that are alike, until they are asked for. */
export function StackButton(props: { stack: Stack; tabIndex?: number; onOpen: (stackId: string) => void }) {
  const { stack, tabIndex, onOpen } = props
  return (
    <button
      type="button"
      data-item={stack.id}
      tabIndex={tabIndex}
      onClick={() => onOpen(stack.id)}
      className="flex h-full w-full items-center gap-1.5 rounded border border-line border-dashed bg-bg px-2.5 text-left text-list text-muted hover:border-line-strong hover:bg-hover hover:text-fg"
    >
      <StateMark state={stack.state ?? 'PENDING'} />
      <span className="truncate">
        … {formatNumber(stack.nodes.length)} more{' '}
        {stack.state === null ? 'not stored' : <InertText text={stack.state} oneLine />}
      </span>
    </button>
  )
}
