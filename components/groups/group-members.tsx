'use client'

import Link from 'next/link'
import { useState } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Button } from '@/components/ui/button'
import { Duration } from '@/components/ui/duration'
import { formatNumber } from '@/components/ui/format-number'
import { MonoId } from '@/components/ui/mono-id'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { StateBadge } from '@/components/ui/state-badge'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { NotStored, notStoredReason } from '@/components/workflow/not-stored'
import { taskHref, workerHref } from '@/lib/client/hrefs'
import type { Group, GroupMember } from '@/lib/contract/workflows'
import { byNeed } from './group.model'

const atFirst = 200

/** The members, who is missing or failed first. */
export function GroupMembers({ group, app }: { group: Group; app: string | null }) {
  const [all, setAll] = useState(false)
  const members = byNeed(group.members)
  const shown = all ? members : members.slice(0, atFirst)
  if (members.length === 0) return null
  return (
    <Section title="Members" aside={group.truncated ? `the first ${formatNumber(members.length)} of them` : undefined}>
      <Table>
        <thead>
          <tr>
            <HeadCell number className="max-md:hidden">
              No.
            </HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell className="w-full">Task</HeadCell>
            <HeadCell number className="max-md:hidden">
              Ran
            </HeadCell>
            <HeadCell className="max-lg:hidden">Worker</HeadCell>
            <HeadCell number>When</HeadCell>
          </tr>
        </thead>
        <tbody>
          {shown.map((member) => (
            <MemberRow key={`${member.number} ${member.taskId}`} member={member} app={app} />
          ))}
        </tbody>
      </Table>
      {shown.length < members.length && (
        <Button className="mt-3" onClick={() => setAll(true)}>
          Show all {formatNumber(members.length)}
        </Button>
      )}
    </Section>
  )
}

function MemberRow({ member, app }: { member: GroupMember & { number: number }; app: string | null }) {
  const { taskId, state, name, exception, runtimeSeconds, worker, occurredAt } = member
  return (
    <tr className="hover:bg-hover">
      <Cell number className="text-muted max-md:hidden">
        {formatNumber(member.number)}
      </Cell>
      <Cell className="whitespace-nowrap">{state === null ? <NotStored /> : <StateBadge state={state} />}</Cell>
      <Cell className="max-w-0 py-1.5">
        <Link href={taskHref(app, taskId)} prefetch={false} className="block truncate hover:underline">
          {name !== null && (
            <>
              <InertText text={name} oneLine />{' '}
            </>
          )}
          <MonoId id={taskId} className={name === null ? undefined : 'text-muted text-small'} />
        </Link>
        {exception && (
          <span className="block truncate text-danger text-small">
            <InertText text={exception.message ? `${exception.type}: ${exception.message}` : exception.type} oneLine />
          </span>
        )}
      </Cell>
      <Cell number className="max-md:hidden">
        <Duration seconds={runtimeSeconds} unknownReason="Run time unknown: enable task_track_started." />
      </Cell>
      <Cell className="whitespace-nowrap max-lg:hidden">
        {worker === null ? (
          <UnknownDash reason={state === null ? notStoredReason : 'Worker unknown: enable result_extended.'} />
        ) : (
          <Link href={workerHref(app, worker)} prefetch={false} className="hover:underline">
            <InertText text={worker} oneLine />
          </Link>
        )}
      </Cell>
      <Cell number>
        {occurredAt === null ? <UnknownDash reason={notStoredReason} /> : <RelativeTime at={occurredAt} />}
      </Cell>
    </tr>
  )
}
