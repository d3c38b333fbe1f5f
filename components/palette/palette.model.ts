import { navHref, navItems } from '@/components/layout/nav-items'
import { viewHref } from '@/components/views/views.model'
import { jobsHref, queueHref, retentionHref, taskHref, typeHref, workerHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { TaskSummary } from '@/lib/contract/tasks'
import type { SuggestionKind } from '@/lib/contract/values'
import type { View } from '@/lib/contract/views'
import { fieldText } from '@/lib/search/print-search'
import type { PaletteAction } from './actions.model'
import { rank } from './rank'
import type { RecentItem } from './recent.model'

export type PaletteItem = {
  /** Unlike that of any other item. */
  id: string
  label: string
  /** A quieter word beside it. */
  note?: string
  /** Of a task: shown by its mark. */
  state?: string
  /** Keys that do the same. */
  keys?: string
  target: { kind: 'go'; href: string } | { kind: 'act'; action: PaletteAction['name'] }
}

export type PaletteGroup = { heading: string; items: PaletteItem[] }

/** What the palette can choose from at this moment. Undefined and empty lists are not known yet, or not there. */
export type PaletteSources = {
  app: string | null
  tasks: Pick<TaskSummary, 'taskId' | 'name' | 'state'>[]
  suggestions: Partial<Record<SuggestionKind, string[]>>
  views: View[]
  actions: PaletteAction[]
  recent: RecentItem[]
}

const perGroup = 6

/** What fits the text, best group first; the search of all tasks is always the last. */
export function paletteGroups(text: string, sources: PaletteSources): PaletteGroup[] {
  const typed = text.trim()
  const { app, recent } = sources
  const groups =
    typed === ''
      ? [{ heading: 'Recent', items: recent.map(recentEntry) }, screens(app), first(views(sources)), actions(sources)]
      : [taskGroup(typed, sources), ...byRank(typed, sources)]
  const search: PaletteItem = {
    id: 'search',
    label: typed === '' ? 'Search tasks' : `Search tasks for “${typed}”`,
    target: { kind: 'go', href: tasksHref({ app, q: typed || null }) },
    ...(typed === '' ? { keys: '/' } : {}),
  }
  return [...groups.filter(({ items }) => items.length > 0), { heading: 'Search', items: [search] }]
}

/** The search that finds the tasks whose id begins with this text; null where that would find too many, or nothing. */
export function idSearch(text: string): string | null {
  const typed = text.trim()
  if (typed.length < 4 || typed.length > 400 || /\s/.test(typed)) return null
  const exact = fieldText('id', typed)
  // What has to be quoted cannot be a prefix: a star between quotes is a star.
  return exact.endsWith('"') ? exact : `${exact}*`
}

function taskGroup(typed: string, { app, tasks }: PaletteSources): PaletteGroup {
  const items = tasks.slice(0, perGroup).map(
    ({ taskId, name, state }): PaletteItem => ({
      id: `task ${taskId}`,
      label: taskId,
      note: name ?? undefined,
      state,
      target: { kind: 'go', href: taskHref(app, taskId) },
    }),
  )
  const whole = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed)
  if (whole && !tasks.some(({ taskId }) => taskId === typed)) {
    const target = { kind: 'go', href: taskHref(app, typed) } as const
    items.push({ id: `task ${typed}`, label: typed, note: 'not in the index: look in S3', target })
  }
  return { heading: 'Tasks', items }
}

/** Groups in the order of their best item, and in their own order where that is the same. */
function byRank(typed: string, sources: PaletteSources): PaletteGroup[] {
  const { app, suggestions } = sources
  const values = (kind: SuggestionKind, heading: string, href: (value: string) => string): PaletteGroup => ({
    heading,
    items: (suggestions[kind] ?? []).map((value) => ({
      id: `${kind} ${value}`,
      label: value,
      target: { kind: 'go', href: href(value) },
    })),
  })
  const groups = [
    screens(app),
    values('name', 'Types', (name) => typeHref(app, name)),
    values('queue', 'Queues', (name) => queueHref(app, name)),
    values('worker', 'Workers', (worker) => workerHref(app, worker)),
    values('exception', 'Exceptions', (type) => tasksHref({ app, q: fieldText('exc', type), window: '7d' })),
    views(sources),
    actions(sources),
  ]
  return groups
    .map(({ heading, items }) => {
      const ranked = items
        .map((item) => ({ item, score: rank(typed, `${item.label} ${item.note ?? ''}`) }))
        .filter(({ score }) => score !== null)
        .sort((a, b) => (a.score ?? 0) - (b.score ?? 0))
        .slice(0, perGroup)
      return { heading, items: ranked.map(({ item }) => item), best: ranked[0]?.score ?? Number.POSITIVE_INFINITY }
    })
    .sort((a, b) => a.best - b.best)
}

function screens(app: string | null): PaletteGroup {
  const items = navItems.map((item): PaletteItem => {
    const target = { kind: 'go', href: navHref(item, app) } as const
    return { id: `screen ${item.path}`, label: item.label, keys: `g ${item.key}`, target }
  })
  const retention = { kind: 'go', href: retentionHref(app) } as const
  const jobs = { kind: 'go', href: jobsHref(app) } as const
  items.push({ id: 'screen jobs', label: 'Bulk jobs', note: 'what was forgotten or retried at once', target: jobs })
  items.push({ id: 'screen retention', label: 'Retention', note: 'how long results are kept', target: retention })
  return { heading: 'Screens', items }
}

function views({ views, app }: PaletteSources): PaletteGroup {
  const items = views.map((view): PaletteItem => {
    const target = { kind: 'go', href: viewHref(view, app) } as const
    return { id: `view ${view.id}`, label: view.name, note: view.query || undefined, target }
  })
  return { heading: 'Views', items }
}

/** Many saved views must not hide the actions below them. */
function first({ heading, items }: PaletteGroup): PaletteGroup {
  return { heading, items: items.slice(0, 2 * perGroup) }
}

function actions({ actions }: PaletteSources): PaletteGroup {
  const items = actions.map(
    ({ name, label, note, keys }): PaletteItem => ({
      id: `action ${name}`,
      label,
      note,
      keys,
      target: { kind: 'act', action: name },
    }),
  )
  return { heading: 'Actions', items }
}

function recentEntry({ label, note, href }: RecentItem): PaletteItem {
  return { id: `recent ${href}`, label, note, target: { kind: 'go', href } }
}
