'use client'

import type { ComponentProps, MouseEvent } from 'react'

/**
 * A link to the same page with other search parameters. The page reads its URL itself, so nothing is asked of the server:
 * Next.js follows history.pushState. Opening it in a new tab, copying it and going back work as with any link.
 */
export function ShallowLink({ href, onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    pushHref(href)
  }
  return <a href={href} onClick={follow} {...rest} />
}

/** Goes to another state of the same page, as a new entry of the history or in place of this one. */
export function pushHref(href: string, replace = false): void {
  if (replace) window.history.replaceState(null, '', href)
  else window.history.pushState(null, '', href)
}
