import { Boxes, CircleX, Gauge, HardDrive, History, Layers, List, type LucideIcon, Server } from 'lucide-react'
import { toQueryString } from '@/lib/client/search-params'

export type NavItem = {
  label: string
  /** Without query: the app is added to it. */
  path: string
  /** The second key of "g …". */
  key: string
  icon: LucideIcon
  /** What it is for, where there is room to say so. */
  note: string
  /** On a phone: in the bar, or behind its "More". */
  phone: 'bar' | 'more'
}

/** The screens, in the order of the rail. A new screen is one line here. */
export const navItems: NavItem[] = [
  { label: 'Overview', path: '/', key: 'o', icon: Gauge, note: 'Is anything wrong?', phone: 'bar' },
  { label: 'Tasks', path: '/tasks', key: 't', icon: List, note: 'Which tasks?', phone: 'bar' },
  { label: 'Types', path: '/types', key: 'y', icon: Boxes, note: 'Which type is sick?', phone: 'more' },
  { label: 'Failures', path: '/failures', key: 'f', icon: CircleX, note: 'What is the one bug?', phone: 'bar' },
  { label: 'Queues', path: '/queues', key: 'q', icon: Layers, note: 'Is work piling up?', phone: 'bar' },
  {
    label: 'Workers',
    path: '/workers',
    key: 'w',
    icon: Server,
    note: 'Who wrote what, and who fell silent',
    phone: 'more',
  },
  {
    label: 'Storage',
    path: '/storage',
    key: 's',
    icon: HardDrive,
    note: 'What it costs, and what can go',
    phone: 'more',
  },
  {
    label: 'Activity',
    path: '/activity',
    key: 'a',
    icon: History,
    note: 'What was done here, and what is being done',
    phone: 'more',
  },
]

export function navHref(item: NavItem, app: string | null): string {
  return `${item.path}${toQueryString({ app })}`
}

/** A page below a screen belongs to it: "/tasks/3f2a" to Tasks. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return item.path === '/' ? pathname === '/' : pathname === item.path || pathname.startsWith(`${item.path}/`)
}
