import type { ResultReference } from '@/lib/celery/reference'

/** How a started task or group stands in TaskRow.children. */
export type ChildEntry = { task: string } | { group: string; members: ChildEntry[] } | { cut: number }

const mostReferences = 2_000

/** What a task started, as TaskRow.children says it; null where it started nothing. */
export function childrenText(references: ResultReference[]): string | null {
  if (references.length === 0) return null
  let left = mostReferences
  let cut = 0
  const entriesOf = (some: ResultReference[]): ChildEntry[] =>
    some.flatMap((reference): ChildEntry[] => {
      if (left === 0) {
        cut += 1
        return []
      }
      left -= 1
      if (reference.kind === 'task') return [{ task: reference.taskId }]
      return [{ group: reference.groupId, members: entriesOf(reference.members) }]
    })
  const entries = entriesOf(references)
  return JSON.stringify(cut > 0 ? [...entries, { cut }] : entries)
}
