'use client'

import { Download } from 'lucide-react'
import { InertText } from '@/components/json/inert-text'
import { useHrefWith } from '@/components/layout/use-href-with'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { DropdownMenu, MenuItem } from '@/components/ui/dropdown-menu'
import { TabLinks } from '@/components/ui/tab-links'
import { activityFileHref } from '@/lib/client/hrefs'
import type { ParamValue } from '@/lib/client/search-params'
import { type ActivityFilter, type ActivityKind, activityKinds, outcomeWords } from './activity.model'

const kinds = Object.keys(activityKinds) as ActivityKind[] // an object of ours: its keys are known

/** The address of the page with one thing changed, back at its first page. */
export function useFilterHref(): ReturnType<typeof useHrefWith> {
  const hrefWith = useHrefWith()
  return (change) => hrefWith({ cursor: null, ...change })
}

/** Which deeds are listed, and all of them as a file. */
export function ActivityFilters(props: {
  app: string | null
  filter: ActivityFilter
  params: Record<string, ParamValue>
}) {
  const { app, filter, params } = props
  const hrefWith = useFilterHref()
  return (
    <>
      <TabLinks
        label="Actions"
        tabs={[null, ...kinds].map((kind) => ({
          key: kind ?? 'all',
          href: hrefWith({ kind }),
          current: kind === filter.kind,
          content: kind === null ? 'All' : activityKinds[kind].label,
        }))}
      />
      <div className="flex min-h-8 flex-wrap items-center gap-2 py-3">
        {filter.outcome !== null && (
          <Chip label="outcome" removeHref={hrefWith({ outcome: null })} removeLabel="Remove the filter by outcome">
            {outcomeWords[filter.outcome] ?? filter.outcome}
          </Chip>
        )}
        {filter.target !== null && (
          <Chip
            label="about"
            removeHref={hrefWith({ target: null })}
            removeLabel="Remove the filter by what it is about"
          >
            <InertText text={filter.target} oneLine />
          </Chip>
        )}
        <div className="ml-auto">
          <DropdownMenu
            align="end"
            trigger={
              <Button data-hint="Save these lines as a file">
                <Download size={14} aria-hidden="true" />
                Export
              </Button>
            }
          >
            {(['csv', 'jsonl'] as const).map((format) => (
              <MenuItem key={format} asChild>
                <a href={activityFileHref(app, format, params)} download>
                  {format === 'csv' ? 'CSV' : 'JSON Lines'}
                </a>
              </MenuItem>
            ))}
          </DropdownMenu>
        </div>
      </div>
    </>
  )
}
