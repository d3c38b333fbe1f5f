import clsx from 'clsx'
import type { ReactNode } from 'react'
import { ShallowLink } from '@/components/ui/shallow-link'
import { windowLabels, windowSentences } from './window-words'

/** Which stretch of time the screen is about. Each choice is a link, so it can be shared and undone with Back. */
export function WindowSwitch<W extends keyof typeof windowLabels>(props: {
  windows: readonly W[]
  current: W | null
  hrefOf: (window: W) => string
  /** One more choice at the end: a popover for exact times. */
  children?: ReactNode
}) {
  return (
    <nav aria-label="Time window" className="flex rounded border border-line p-0.5">
      {props.windows.map((window) => (
        <ShallowLink
          key={window}
          href={props.hrefOf(window)}
          aria-current={window === props.current ? 'true' : undefined}
          data-hint={windowSentences[window]}
          className={windowChoice(window === props.current)}
        >
          {windowLabels[window]}
        </ShallowLink>
      ))}
      {props.children}
    </nav>
  )
}

export function windowChoice(current: boolean): string {
  return clsx(
    'flex h-6.5 items-center whitespace-nowrap rounded-[4px] px-2 text-list max-md:h-9 max-md:px-1.5',
    current ? 'bg-active font-semibold text-fg' : 'text-muted hover:bg-hover hover:text-fg',
  )
}
