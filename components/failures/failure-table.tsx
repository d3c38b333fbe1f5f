'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { formatNumber } from '@/components/ui/format-number'
import { HeadCell, Table } from '@/components/ui/table'
import type { FailureList } from '@/lib/contract/failures'
import { FailureRow } from './failure-row'
import { decisionsFor, decisionWords } from './failures.model'
import { useDecide } from './use-decide'

/** The groups of the inbox; some can be selected and decided about together. */
export function FailureTable({ list, app, readOnly }: { list: FailureList; app: string | null; readOnly: boolean }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { decide } = useDecide(app)
  const chosen = list.items.filter(({ fingerprint }) => selected.has(fingerprint))
  const select = (fingerprints: string[], on: boolean) => {
    const changed = new Set(selected)
    for (const fingerprint of fingerprints) on ? changed.add(fingerprint) : changed.delete(fingerprint)
    setSelected(changed)
  }
  const all = list.items.map(({ fingerprint }) => fingerprint)
  const decisions = [...new Set(chosen.flatMap(({ status }) => decisionsFor(status)))]
  return (
    <>
      <div className="flex h-8 items-center gap-1 max-md:hidden">
        {chosen.length > 0 && (
          <>
            <span role="status" className="pr-2 text-list">
              <strong className="font-semibold">{formatNumber(chosen.length)}</strong> selected
            </span>
            {decisions.map((decision) => (
              <Button
                key={decision}
                size="small"
                disabled={readOnly}
                onClick={() => {
                  decide(chosen, decision)
                  setSelected(new Set())
                }}
              >
                {decisionWords[decision]}
              </Button>
            ))}
            <Button size="small" look="quiet" onClick={() => setSelected(new Set())}>
              Clear
            </Button>
          </>
        )}
      </div>
      <Table className="table-fixed">
        <thead>
          <tr>
            <HeadCell className="w-7 max-md:hidden">
              <Checkbox
                label="Select all groups"
                checked={chosen.length === all.length}
                indeterminate={chosen.length > 0 && chosen.length < all.length}
                onChange={(event) => select(all, event.target.checked)}
              />
            </HeadCell>
            <HeadCell>Failure</HeadCell>
            <HeadCell className="w-28 max-lg:hidden">Trend</HeadCell>
            <HeadCell number className="w-20">
              Count
            </HeadCell>
            <HeadCell number className="w-24 max-md:hidden">
              Last
            </HeadCell>
            <HeadCell className="w-40 max-md:hidden">
              <span className="sr-only">Decide</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {list.items.map((group) => (
            <FailureRow
              key={group.fingerprint}
              group={group}
              list={list}
              app={app}
              selected={selected.has(group.fingerprint)}
              onSelect={(on) => select([group.fingerprint], on)}
              onDecide={(status) => decide([group], status)}
            />
          ))}
        </tbody>
      </Table>
    </>
  )
}
