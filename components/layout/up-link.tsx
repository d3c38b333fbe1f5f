import Link from 'next/link'
import type { ReactNode } from 'react'

/** From one thing to the list it is in, beside its title. */
export function UpLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-list hover:text-fg hover:underline">
      {children}
    </Link>
  )
}
