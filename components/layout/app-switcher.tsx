'use client'

import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ChevronsUpDown } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { DropdownMenu, MenuChoice, MenuLabel } from '@/components/ui/dropdown-menu'
import { featuresQuery } from '@/lib/client/queries/features'
import { toQueryString } from '@/lib/client/search-params'
import { useApp } from '@/lib/client/use-app'

/** Which Celery app is looked at; absent where there is only one. Ids and filters of one app mean nothing in another. */
export function AppSwitcher({ compact = false }: { compact?: boolean }) {
  const app = useApp()
  const router = useRouter()
  const pathname = usePathname()
  const { data } = useQuery(featuresQuery(app))
  if (!data || data.apps.length < 2) return null
  const [current] = data.apps
  const screen = `/${pathname.split('/')[1] ?? ''}`
  const options = data.apps
    .map(({ id, label }) => ({ value: id, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <DropdownMenu
      side={compact ? 'bottom' : 'top'}
      trigger={
        <button
          type="button"
          data-hint={`App: ${current?.label}`}
          className={clsx(
            'flex min-w-0 items-center gap-2 rounded hover:bg-hover data-[state=open]:bg-active',
            compact
              ? 'h-10 max-w-32 px-2 text-small'
              : 'h-8 w-full px-2.5 text-list rail-narrow:justify-center rail-narrow:px-0',
          )}
        >
          <span className={clsx('min-w-0 flex-1 truncate text-left', !compact && 'rail-narrow:sr-only')}>
            {current?.label}
          </span>
          <ChevronsUpDown size={14} aria-hidden="true" className="shrink-0 text-muted" />
        </button>
      }
    >
      <MenuLabel>Celery app</MenuLabel>
      <MenuChoice
        value={current?.id ?? ''}
        onChange={(id) => router.push(`${screen}${toQueryString({ app: id })}`)}
        options={options}
      />
    </DropdownMenu>
  )
}
