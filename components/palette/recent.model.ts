/** What was chosen in the palette before, in this browser. */
export type RecentItem = { label: string; note?: string; href: string }

const mostRecent = 6

/** What is stored, without what no longer makes sense. Only paths of the dashboard itself are ever followed. */
export function parseRecent(text: string | null): RecentItem[] {
  try {
    const items: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(items) || !items.every(isItem)) return []
    return items.filter(({ href }) => /^\/(?![/\\])/.test(href)).slice(0, mostRecent)
  } catch {
    return []
  }
}

function isItem(value: unknown): value is RecentItem {
  if (typeof value !== 'object' || value === null) return false
  const { label, note = '', href } = value as Partial<Record<keyof RecentItem, unknown>>
  return isText(label, 1100) && isText(note, 500) && isText(href, 6000)
}

function isText(value: unknown, longest: number): boolean {
  return typeof value === 'string' && value.length <= longest
}

/** The newest first, each once. */
export function withRecent(known: RecentItem[], { label, note, href }: RecentItem): RecentItem[] {
  const chosen = { label, ...(note ? { note } : {}), href }
  return [chosen, ...known.filter((other) => other.href !== href)].slice(0, mostRecent)
}
