import { Gauge, Layers, List, type LucideIcon } from 'lucide-react'
import { toQueryString } from '@/lib/client/search-params'

export type NavItem = {
  label: string
  /** Without query: the app is added to it. */
  path: string
  /** The second key of "g …". */
  key: string
  icon: LucideIcon
}

/** The screens, in the order of the rail. A new screen is one line here. */
export const navItems: NavItem[] = [
  { label: 'Overview', path: '/', key: 'o', icon: Gauge },
  { label: 'Tasks', path: '/tasks', key: 't', icon: List },
  { label: 'Queues', path: '/queues', key: 'q', icon: Layers },
]

export function navHref(item: NavItem, app: string | null): string {
  return `${item.path}${toQueryString({ app })}`
}

/** A page below a screen belongs to it: "/tasks/3f2a" to Tasks. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return item.path === '/' ? pathname === '/' : pathname === item.path || pathname.startsWith(`${item.path}/`)
}
