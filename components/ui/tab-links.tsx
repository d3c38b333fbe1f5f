import clsx from 'clsx'
import type { ReactNode } from 'react'
import { ShallowLink } from './shallow-link'

export type TabLink = { key: string; href: string; current: boolean; content: ReactNode }

/** Tabs that are links: each has an address, opens in a new tab, and Back returns to the one before. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-line border-b [scrollbar-width:none]">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.key} className="shrink-0">
            <ShallowLink
              href={tab.href}
              aria-current={tab.current ? 'page' : undefined}
              className={clsx(
                '-outline-offset-2 flex h-9 items-center gap-1.5 border-b-2 px-2.5 text-list max-md:h-11',
                tab.current
                  ? 'border-fg font-semibold text-fg'
                  : 'border-transparent text-muted hover:border-line-strong hover:text-fg',
              )}
            >
              {tab.content}
            </ShallowLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
