import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { RelativeTime } from '@/components/ui/relative-time'
import { Cell, HeadCell, Table } from '@/components/ui/table'

/** Deeds, newest first: when, who and what, then figures (not on a phone), and how it stands with each. */
export function LogTable(props: { caption: string; figures: string[]; ending: string; children: ReactNode }) {
  const { caption, figures, ending, children } = props
  return (
    <Table>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <HeadCell>When</HeadCell>
          <HeadCell className="max-md:hidden">Who</HeadCell>
          <HeadCell className="w-full">What</HeadCell>
          {figures.map((figure) => (
            <HeadCell key={figure} number className="max-md:hidden">
              {figure}
            </HeadCell>
          ))}
          <HeadCell>{ending}</HeadCell>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </Table>
  )
}

/** A deed; `children` are the cells of its figures and its ending. */
export function LogRow(props: { at: string; actor: string; what: ReactNode; children: ReactNode }) {
  const { at, actor, what, children } = props
  return (
    <tr className="hover:bg-hover">
      <Cell className="whitespace-nowrap py-1.5 align-top">
        <RelativeTime at={at} className="text-muted" />
      </Cell>
      <Cell className="whitespace-nowrap py-1.5 align-top max-md:hidden">
        <InertText text={actor} oneLine />
      </Cell>
      <Cell className="max-w-0 py-1.5 align-top">{what}</Cell>
      {children}
    </tr>
  )
}
