import type { PyArray, PyValue } from './py-value'

/** A Celery result tuple in our words: a task, or a group of references (docs/celery-wire-format.md, B.5). */
export type ResultReference =
  | { kind: 'task'; taskId: string; parent: ResultReference | null }
  | { kind: 'group'; groupId: string; parent: ResultReference | null; members: ResultReference[] }

/** A chain of hundreds of links is stored as parents within parents. Beyond this many the ancestors are left out. */
const maxGenerations = 400

/**
 * Reads `[[id, parent], null]` (a task), `[[id, parent], [members…]]` (a group) and `[id, [members…]]` (a group of
 * Celery 3.1 to 4.1). null for anything else. Members that are no references are left out.
 */
export function parseReference(value: PyValue, generations = maxGenerations): ResultReference | null {
  if (value.kind !== 'array' || value.items.length !== 2) return null
  const [who, members] = value.items
  if (!who || !members) return null
  const identity = identityOf(who, generations)
  if (!identity) return null
  if (members.kind === 'null') return { kind: 'task', taskId: identity.id, parent: identity.parent }
  if (members.kind !== 'array') return null
  return {
    kind: 'group',
    groupId: identity.id,
    parent: identity.parent,
    members: generations > 0 ? parseReferences(members, generations - 1) : [],
  }
}

export function parseReferences(values: PyArray, generations = maxGenerations): ResultReference[] {
  return values.items.map((item) => parseReference(item, generations)).filter((reference) => reference !== null)
}

function identityOf(who: PyValue, generations: number): { id: string; parent: ResultReference | null } | null {
  if (who.kind === 'string') return { id: who.value, parent: null }
  if (who.kind !== 'array' || who.items.length !== 2) return null
  const [id, parent] = who.items
  if (id?.kind !== 'string' || !parent) return null
  return { id: id.value, parent: generations > 0 ? parseReference(parent, generations - 1) : null }
}
