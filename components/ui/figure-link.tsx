import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { figureCell } from './figure-row'

const box = '-mx-2 block h-full px-2 py-3 text-muted text-small'

/**
 * A cell of a FigureRow that leads as a whole to what its figure counts. `href` null: no search can find just that, and
 * `why` says so on hover or tap.
 */
export function FigureLink(
  props: { label: string; children: ReactNode } & ({ href: string } | { href: null; why: string }),
) {
  const { label, children } = props
  const inside = (
    <>
      <span className="block">{label}</span>
      {children}
    </>
  )
  return (
    <li className={figureCell}>
      {props.href === null ? (
        <div className={clsx(box, 'cursor-help')} data-hint={props.why}>
          {inside}
        </div>
      ) : (
        <Link href={props.href} className={clsx(box, 'hover:bg-hover')}>
          {inside}
        </Link>
      )}
    </li>
  )
}

/** The figure itself, above what is said about it. */
export function BigFigure({ children }: { children: ReactNode }) {
  return <span className="block truncate font-semibold text-fg text-figure">{children}</span>
}
