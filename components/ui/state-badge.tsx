import clsx from 'clsx'
import { stateColor } from './state-color'
import { StateMark } from './state-mark'

/** Shape and word of a state. `strong` colours the word too, for the one state a page is about. */
export function StateBadge({
  state,
  strong = false,
  className,
}: {
  state: string
  strong?: boolean
  className?: string
}) {
  return (
    <span className={clsx('inline-flex min-w-0 items-center gap-1.5', strong && 'font-semibold', className)}>
      <StateMark state={state} />
      <bdi data-clip className="truncate" style={strong ? { color: stateColor(state) } : undefined}>
        {state}
      </bdi>
    </span>
  )
}
