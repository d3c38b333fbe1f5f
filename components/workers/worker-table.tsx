import Link from 'next/link'
import { Sparkline } from '@/components/charts/sparkline'
import { InertText } from '@/components/json/inert-text'
import { windowSentences } from '@/components/layout/window-words'
import { formatCount, formatNumber, formatPercent } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { workerHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { WindowName } from '@/lib/contract/values'
import type { Worker, WorkerList } from '@/lib/contract/workers'
import { allOf, fieldText } from '@/lib/search/print-search'
import { StateBar } from './state-bar'
import { changeInWords, rateChange } from './workers.model'

/** One row a worker, who wrote last first. */
export function WorkerTable({ list, app }: { list: WorkerList; app: string | null }) {
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell className="max-md:w-full">Worker</HeadCell>
          <HeadCell>Last wrote a result</HeadCell>
          <HeadCell className="w-1/4 max-md:hidden">Written, by state</HeadCell>
          <HeadCell number className="max-md:hidden">
            Failure rate
          </HeadCell>
          <HeadCell number className="max-md:hidden">
            Started now
          </HeadCell>
          <HeadCell className="w-32 max-lg:hidden">Finished</HeadCell>
        </tr>
      </thead>
      <tbody>
        {list.items.map((worker) => (
          <WorkerRow key={worker.worker} worker={worker} list={list} app={app} />
        ))}
      </tbody>
    </Table>
  )
}

function WorkerRow({ worker, list, app }: { worker: Worker; list: WorkerList; app: string | null }) {
  const search = fieldText('worker', worker.worker)
  const hrefOf = (state: string) => tasksHref({ app, q: allOf(search, fieldText('state', state)), from: list.from })
  return (
    <tr className="hover:bg-hover">
      <Cell className="py-2 max-md:max-w-0">
        <Link
          href={workerHref(app, worker.worker)}
          className="block truncate font-semibold hover:underline md:max-w-[260px] xl:max-w-[400px]"
        >
          <InertText text={worker.worker} oneLine />
        </Link>
        <span className="block text-muted text-small md:hidden">
          {formatNumber(worker.finished)} finished, <FailureRate worker={worker} window={list.window} />
          {worker.started.count > 0 && <>, {formatCount(worker.started.count, worker.started.exact)} started</>}
        </span>
      </Cell>
      <Cell className="whitespace-nowrap">
        <RelativeTime at={worker.lastWrote} />
      </Cell>
      <Cell className="py-2 max-md:hidden">
        <StateBar states={worker.states} hrefOf={hrefOf} />
      </Cell>
      <Cell number className="max-md:hidden">
        <Link href={hrefOf('FAILURE')} prefetch={false} className="hover:underline">
          <FailureRate worker={worker} window={list.window} />
        </Link>
      </Cell>
      <Cell number className="max-md:hidden">
        {worker.started.count === 0 ? (
          <span className="text-muted">0</span>
        ) : (
          <Link
            href={tasksHref({ app, q: allOf(search, 'state:STARTED'), window: 'all' })}
            prefetch={false}
            className="hover:underline"
          >
            {formatCount(worker.started.count, worker.started.exact)}
          </Link>
        )}
      </Cell>
      <Cell className="max-lg:hidden">
        <Sparkline
          readings={worker.sparkline.map(({ at, finished }) => ({ atMs: Date.parse(at), value: finished }))}
          fromMs={Date.parse(list.from)}
          toMs={Date.parse(list.to)}
          label={`Finished tasks, ${windowSentences[list.window]}: ${formatNumber(worker.finished)} in all`}
        />
      </Cell>
    </tr>
  )
}

export function FailureRate({ worker, window }: { worker: Worker; window: WindowName }) {
  const { failureRate, failed, finished, previous } = worker
  if (failureRate === null) return <UnknownDash reason={`Nothing has finished in the ${windowSentences[window]}.`} />
  const change = changeInWords(rateChange(worker))
  const before = previous.failureRate === null ? 'not known before' : `${formatPercent(previous.failureRate)} before`
  return (
    <span data-hint={`${formatNumber(failed)} of ${formatNumber(finished)} failed; ${before}.`}>
      <span className={failed > 0 ? 'text-danger' : undefined}>{formatPercent(failureRate)}</span>
      {change && <span className="text-muted text-small"> {change}</span>}
      <span className="sr-only"> failure rate</span>
    </span>
  )
}
