import type { ReactNode } from 'react'

/** A cell of the row; on a narrow screen the fifth has a line to itself. */
export const figureCell =
  'min-w-0 max-lg:last:col-span-2 max-lg:[&:nth-child(n+3)]:border-t lg:px-4 lg:first:pl-0 lg:last:pr-0'

/** Up to five key figures side by side, two in a row on a narrow screen. */
export function FigureRow({ children }: { children: ReactNode }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 border-line border-y lg:grid-cols-5 lg:gap-x-0 lg:divide-x lg:divide-line">
      {children}
    </ul>
  )
}
