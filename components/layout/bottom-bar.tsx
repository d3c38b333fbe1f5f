'use client'

import clsx from 'clsx'
import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { useApp } from '@/lib/client/use-app'
import { MoreSheet } from './more-sheet'
import { isCurrent, navHref, navItems } from './nav-items'

/** The screens on a phone, under the thumb: those that are asked for in a hurry, and the way to the others. */
export function BottomBar() {
  const app = useApp()
  const pathname = usePathname()
  const [more, setMore] = useState(false)
  const further = navItems.find((item) => item.phone === 'more' && isCurrent(item, pathname))
  return (
    <nav
      aria-label="Screens"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-bg pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {navItems
          .filter(({ phone }) => phone === 'bar')
          .map((item) => (
            <li key={item.path} className="flex-1">
              <Link
                href={navHref(item, app)}
                aria-current={isCurrent(item, pathname) ? 'page' : undefined}
                className={place(isCurrent(item, pathname))}
              >
                <item.icon size={20} aria-hidden="true" />
                {item.label}
              </Link>
            </li>
          ))}
        <li className="flex-1">
          <button
            type="button"
            aria-haspopup="dialog"
            aria-expanded={more}
            aria-label={further && `${further.label}, more screens`}
            onClick={() => setMore(true)}
            className={clsx('w-full', place(further !== undefined))}
          >
            <Ellipsis size={20} aria-hidden="true" />
            {/* On one of the further screens it is named here: a bar in which nothing is current has lost its reader. */}
            {further ? further.label : 'More'}
          </button>
        </li>
      </ul>
      <MoreSheet open={more} onOpenChange={setMore} />
    </nav>
  )
}

function place(current: boolean): string {
  return clsx(
    'flex h-14 flex-col items-center justify-center gap-0.5 text-small',
    current ? 'font-semibold text-fg' : 'text-muted',
  )
}
