import { z } from 'zod'

/** What was chosen in the palette before, in this browser. */
export type RecentItem = { label: string; note?: string; href: string }

const item = z.object({ label: z.string().max(1100), note: z.string().max(500).optional(), href: z.string().max(6000) })
const mostRecent = 6

/** What is stored, without what no longer makes sense. Only paths of the dashboard itself are ever followed. */
export function parseRecent(text: string | null): RecentItem[] {
  try {
    const parsed = z.array(item).safeParse(JSON.parse(text ?? '[]'))
    return parsed.success ? parsed.data.filter(({ href }) => /^\/(?![/\\])/.test(href)).slice(0, mostRecent) : []
  } catch {
    return []
  }
}

/** The newest first, each once. */
export function withRecent(known: RecentItem[], { label, note, href }: RecentItem): RecentItem[] {
  const chosen = { label, ...(note ? { note } : {}), href }
  return [chosen, ...known.filter((other) => other.href !== href)].slice(0, mostRecent)
}
