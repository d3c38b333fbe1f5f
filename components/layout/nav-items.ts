import { Boxes, CircleX, Gauge, HardDrive, History, Layers, List, type LucideIcon, Server } from 'lucide-react'
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
  { label: 'Types', path: '/types', key: 'y', icon: Boxes },
  { label: 'Failures', path: '/failures', key: 'f', icon: CircleX },
  { label: 'Queues', path: '/queues', key: 'q', icon: Layers },
  { label: 'Workers', path: '/workers', key: 'w', icon: Server },
  { label: 'Storage', path: '/storage', key: 's', icon: HardDrive },
  { label: 'Activity', path: '/activity', key: 'a', icon: History },
]

export function navHref(item: NavItem, app: string | null): string {
  return `${item.path}${toQueryString({ app })}`
}

/** A page below a screen belongs to it: "/tasks/3f2a" to Tasks. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return item.path === '/' ? pathname === '/' : pathname === item.path || pathname.startsWith(`${item.path}/`)
}
