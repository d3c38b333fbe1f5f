import clsx from 'clsx'
import { X } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useId } from 'react'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'
import type { WhatIf } from '@/lib/contract/storage'
import { daysLabel, retentionSteps, stepOf } from './what-if.model'

/** How long one state or type is kept, and what that removes now. Left is shorter. */
export function RetentionSlider(props: {
  name: string
  label: ReactNode
  days: number | null
  onChange: (days: number | null) => void
  removed: WhatIf['rules'][number] | null
  counting: boolean
  /** The tasks that `removed` counts. */
  href: string | null
  onDrop?: () => void
}) {
  const { name, label, days, onChange, removed, counting, href, onDrop } = props
  const id = useId()
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line border-b py-1.5 text-list md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_5rem_11rem_2rem]">
      <label htmlFor={id} className="min-w-0 truncate">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={retentionSteps.length - 1}
        step={1}
        value={stepOf(days)}
        aria-valuetext={daysLabel(days)}
        aria-label={`Keep ${name} for`}
        onChange={(event) => onChange(retentionSteps[Number(event.target.value)] ?? null)}
        className={clsx(
          'h-7 w-full cursor-pointer max-md:order-3 max-md:col-span-2 max-md:h-10',
          days === null ? 'accent-(--fg-faint)' : 'accent-(--accent)',
        )}
      />
      <span className={days === null ? 'text-muted' : 'font-semibold'}>{daysLabel(days)}</span>
      <span
        className={clsx(
          'text-right text-muted max-md:order-4 max-md:text-left',
          days === null && !onDrop && 'max-md:hidden',
        )}
      >
        {days === null ? null : removed === null ? (
          counting ? (
            'counting…'
          ) : (
            '–'
          )
        ) : (
          <>
            −{' '}
            {href === null ? (
              formatNumber(removed.objects)
            ) : (
              <Link href={href} className="text-fg underline">
                {formatNumber(removed.objects)}
              </Link>
            )}
            , {formatBytes(removed.bytes)}
          </>
        )}
      </span>
      <span className={clsx('text-right max-md:order-5', !onDrop && 'max-md:hidden')}>
        {onDrop && (
          <IconButton label={`Do not treat ${name} on its own`} onClick={onDrop}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        )}
      </span>
    </li>
  )
}
