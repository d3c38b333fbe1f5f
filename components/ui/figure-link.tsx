import Link from 'next/link'
import type { ReactNode } from 'react'
import { figureCell } from './figure-row'

/** A cell of a FigureRow that leads as a whole to what its figure counts. */
export function FigureLink({ label, href, children }: { label: string; href: string; children: ReactNode }) {
  return (
    <li className={figureCell}>
      <Link href={href} className="-mx-2 block h-full px-2 py-3 text-muted text-small hover:bg-hover">
        <span className="block">{label}</span>
        {children}
      </Link>
    </li>
  )
}

/** The figure itself, above what is said about it. */
export function BigFigure({ children }: { children: ReactNode }) {
  return <span className="block truncate font-semibold text-fg text-figure">{children}</span>
}
