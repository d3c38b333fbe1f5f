import Link from 'next/link'
import type { ReactNode } from 'react'
import { windowSentences } from '@/components/layout/window-words'
import { ExactTime } from '@/components/ui/exact-time'
import { Figure } from '@/components/ui/figure'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { tasksHref } from '@/lib/client/task-search'
import type { WorkerDetail } from '@/lib/contract/workers'
import { allOf, fieldText } from '@/lib/search/print-search'
import { StateBar } from './state-bar'
import { FailureRate } from './worker-table'

/** The worker in figures: when it last wrote, how much it finished, how much of that failed, what it has begun. */
export function WorkerFigures({ worker, app }: { worker: WorkerDetail; app: string | null }) {
  const search = fieldText('worker', worker.worker)
  const hrefOf = (more: string) => tasksHref({ app, q: allOf(search, more), from: worker.from })
  return (
    <div>
      <FigureRow>
        <Item label="Last wrote a result" figure={<RelativeTime at={worker.lastWrote} />}>
          <ExactTime at={worker.lastWrote} />
        </Item>
        <Item
          label="Finished"
          href={hrefOf('state:SUCCESS,FAILURE,REVOKED')}
          figure={<Figure value={worker.finished} />}
        >
          {windowSentences[worker.window]}; {formatNumber(worker.previous.finished)} before
        </Item>
        <Item
          label="Failure rate"
          href={hrefOf('state:FAILURE')}
          figure={<FailureRate worker={worker} window={worker.window} />}
        >
          {formatNumber(worker.failed)} failed; {formatNumber(worker.previous.failed)} before
        </Item>
        <Item
          label="Started now"
          href={tasksHref({ app, q: allOf(search, 'state:STARTED'), window: 'all' })}
          figure={<Figure value={worker.started.count} exact={worker.started.exact} />}
        >
          newest stored state is STARTED
        </Item>
        <Item label="First seen" figure={<RelativeTime at={worker.firstSeen} />}>
          <ExactTime at={worker.firstSeen} />
        </Item>
      </FigureRow>
      {worker.states.length > 0 && (
        <div className="mt-3">
          <StateBar named states={worker.states} hrefOf={(state) => hrefOf(fieldText('state', state))} />
        </div>
      )}
    </div>
  )
}

function Item({
  label,
  figure,
  href,
  children,
}: {
  label: string
  figure: ReactNode
  href?: string
  children: ReactNode
}) {
  const shown = <span className="block truncate font-semibold text-fg text-figure">{figure}</span>
  return (
    <li className={`${figureCell} py-3 text-muted text-small`}>
      <span className="block">{label}</span>
      {href ? (
        <Link href={href} className="block hover:underline">
          {shown}
        </Link>
      ) : (
        shown
      )}
      {children}
    </li>
  )
}
