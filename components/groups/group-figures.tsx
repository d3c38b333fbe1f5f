import Link from 'next/link'
import type { ReactNode } from 'react'
import { Figure } from '@/components/ui/figure'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { ProgressBar } from '@/components/workflow/progress-bar'
import { tasksHref } from '@/lib/client/task-search'
import type { Group } from '@/lib/contract/workflows'
import { allOf, fieldText } from '@/lib/search/print-search'

const notListed = 'Nobody stored how many members the group has. GroupResult.save() would.'

/** What became of the members, as one bar and in figures; each leads to its tasks. */
export function GroupFigures({ group, app }: { group: Group; app: string | null }) {
  const { total, done, failed, unfinished, missing } = group
  const hrefOf = (search: string) =>
    tasksHref({ app, q: allOf(fieldText('group', group.groupId), search), window: 'all' })
  const settled = total !== null && done + failed === total
  return (
    <div>
      <FigureRow>
        <Item label="Done" href={hrefOf('state:SUCCESS')} figure={<Figure value={done} />}>
          {total === null ? 'SUCCESS' : `of ${total} members`}
        </Item>
        <Item label="Failed" href={hrefOf('state:FAILURE,REVOKED')} figure={<Figure value={failed} />} bad={failed > 0}>
          FAILURE or REVOKED
        </Item>
        <Item label="Unfinished" href={hrefOf('is:unfinished')} figure={<Figure value={unfinished} />}>
          stored, in no final state
        </Item>
        <Item label="Missing" figure={<Figure value={missing} unknownReason={notListed} />}>
          nothing is stored
        </Item>
        <Item
          label="Members"
          href={tasksHref({ app, groupId: group.groupId })}
          figure={<Figure value={total} unknownReason={notListed} />}
        >
          {total === null ? 'not known' : settled ? 'all have an outcome' : 'in the group'}
        </Item>
      </FigureRow>
      <ProgressBar total={total} done={done} failed={failed} className="mt-3" />
    </div>
  )
}

function Item(props: { label: string; figure: ReactNode; href?: string; bad?: boolean; children: ReactNode }) {
  const figure = (
    <span className={`block truncate font-semibold text-figure ${props.bad ? 'text-danger' : 'text-fg'}`}>
      {props.figure}
    </span>
  )
  return (
    <li className={`${figureCell} py-3 text-muted text-small`}>
      <span className="block">{props.label}</span>
      {props.href ? (
        <Link href={props.href} className="block hover:underline">
          {figure}
        </Link>
      ) : (
        figure
      )}
      {props.children}
    </li>
  )
}
