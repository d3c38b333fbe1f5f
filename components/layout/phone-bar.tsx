'use client'

import Link from 'next/link'
import { RunningJobs } from '@/components/activity/running-jobs'
import { PaletteBarButton } from '@/components/palette/palette-button'
import { overviewHref } from '@/lib/client/hrefs'
import { useApp } from '@/lib/client/use-app'
import { AppSwitcher } from './app-switcher'
import { BrandMark } from './brand'
import { FreshnessButton } from './freshness-button'
import { ReadOnlyMark } from './read-only-mark'
import { ThemeMenu } from './theme-menu'

/** What the rail holds besides the screens, on a phone. It scrolls away with the page. */
export function PhoneBar({ readOnly }: { readOnly: boolean }) {
  const app = useApp()
  return (
    <header className="flex h-12 items-center gap-1 border-line border-b px-4 md:hidden">
      <Link href={overviewHref(app)} aria-label="Tombstone, overview" className="mr-auto flex h-10 items-center gap-2">
        <BrandMark />
        <span className="font-semibold">Tombstone</span>
      </Link>
      <PaletteBarButton />
      {readOnly && <ReadOnlyMark compact />}
      <AppSwitcher compact />
      <RunningJobs place="bar" />
      <FreshnessButton place="bar" />
      <ThemeMenu />
    </header>
  )
}
