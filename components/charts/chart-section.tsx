'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/section'

/**
 * The frame of a chart: its heading, and the switch between the picture and its numbers as a table. `empty`, where there
 * is nothing to draw, stands in place of the chart and of the switch.
 */
export function ChartSection(props: {
  title: string
  /** Stands before the switch. */
  aside?: ReactNode
  /** Stands above the chart, in both its forms. */
  legend?: ReactNode
  empty: ReactNode | null
  children: (asTable: boolean) => ReactNode
}) {
  const { title, aside, legend, empty, children } = props
  const [asTable, setAsTable] = useState(false)
  const drawn = empty === null
  return (
    <Section
      title={title}
      aside={
        (aside || drawn) && (
          <>
            {aside}
            {drawn && (
              <Button
                look="quiet"
                size="small"
                className="-mr-2"
                aria-pressed={asTable}
                onClick={() => setAsTable(!asTable)}
              >
                {asTable ? 'Chart' : 'Table'}
              </Button>
            )}
          </>
        )
      }
    >
      {legend}
      {drawn ? children(asTable) : empty}
    </Section>
  )
}
