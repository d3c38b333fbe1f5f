'use client'

import clsx from 'clsx'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useSyncExternalStore } from 'react'
import { RunningJobs } from '@/components/activity/running-jobs'
import { PaletteRailButton } from '@/components/palette/palette-button'
import { IconButton } from '@/components/ui/icon-button'
import { overviewHref } from '@/lib/client/hrefs'
import { rail } from '@/lib/client/theme'
import { useApp } from '@/lib/client/use-app'
import { AppSwitcher } from './app-switcher'
import { BrandMark } from './brand'
import { FreshnessButton } from './freshness-button'
import { HelpButton } from './help-dialog'
import { isCurrent, navHref, navItems } from './nav-items'
import { ReadOnlyMark } from './read-only-mark'
import { ThemeMenu } from './theme-menu'

export function Rail({ readOnly }: { readOnly: boolean }) {
  const app = useApp()
  const pathname = usePathname()
  return (
    <header className="sticky top-0 flex h-dvh w-[200px] shrink-0 flex-col border-line border-r bg-subtle px-2 py-3 max-md:hidden rail-narrow:w-14">
      <Link
        href={overviewHref(app)}
        className="flex h-8 items-center gap-2 rounded px-2.5 font-semibold rail-narrow:justify-center rail-narrow:px-0"
      >
        <BrandMark />
        <span className="rail-narrow:sr-only">Tombstone</span>
      </Link>
      <PaletteRailButton />
      <nav aria-label="Screens" className="mt-3">
        <ul className="flex flex-col gap-0.5">
          {navItems.map((item) => (
            <li key={item.path}>
              <Link
                href={navHref(item, app)}
                aria-current={isCurrent(item, pathname) ? 'page' : undefined}
                data-hint={`Go to ${item.label}`}
                data-hint-key={`g ${item.key}`}
                className={clsx(
                  'flex h-8 items-center gap-2.5 rounded px-2.5 rail-narrow:justify-center rail-narrow:px-0',
                  isCurrent(item, pathname)
                    ? 'bg-active font-semibold text-fg'
                    : 'text-muted hover:bg-hover hover:text-fg',
                )}
              >
                <item.icon size={16} aria-hidden="true" className="shrink-0" />
                <span className="rail-narrow:sr-only">{item.label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-auto flex flex-col gap-1">
        {readOnly && <ReadOnlyMark />}
        <AppSwitcher />
        <RunningJobs place="rail" />
        <FreshnessButton place="rail" />
        <div className="flex items-center gap-0.5 px-1 rail-narrow:flex-col rail-narrow:px-0">
          <ThemeMenu />
          <HelpButton />
          <RailToggle />
        </div>
      </div>
    </header>
  )
}

function RailToggle() {
  const state = useSyncExternalStore(rail.subscribe, rail.get, () => 'wide' as const)
  const wide = state === 'wide'
  return (
    <IconButton
      label={wide ? 'Collapse the rail' : 'Expand the rail'}
      onClick={() => rail.set(wide ? 'narrow' : 'wide')}
      // On a narrow screen there is nothing to choose.
      className="ml-auto max-[1100px]:hidden rail-narrow:ml-0"
    >
      {wide ? <PanelLeftClose size={16} aria-hidden="true" /> : <PanelLeftOpen size={16} aria-hidden="true" />}
    </IconButton>
  )
}
