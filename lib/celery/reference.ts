/** A Celery result tuple in our words: a task, or a group of references (reference: B.5). */
export type ResultReference =
  | { kind: 'task'; taskId: string; parent: ResultReference | null }
  | { kind: 'group'; groupId: string; parent: ResultReference | null; members: ResultReference[] }
