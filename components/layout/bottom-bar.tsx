'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useApp } from '@/lib/client/use-app'
import { isCurrent, navHref, navItems } from './nav-items'

/** The screens on a phone, under the thumb. */
export function BottomBar() {
  const app = useApp()
  const pathname = usePathname()
  return (
    <nav
      aria-label="Screens"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-bg pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {navItems.map((item) => (
          <li key={item.path} className="flex-1">
            <Link
              href={navHref(item, app)}
              aria-current={isCurrent(item, pathname) ? 'page' : undefined}
              className={clsx(
                'flex h-14 flex-col items-center justify-center gap-0.5 text-[11px] tracking-tight',
                isCurrent(item, pathname) ? 'font-semibold text-fg' : 'text-muted',
              )}
            >
              <item.icon size={20} aria-hidden="true" />
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
