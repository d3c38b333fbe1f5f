import type { SampledMessage } from '@/lib/contract/queue-actions'

/** Versions of Celery that do the same with a message, told once; nothing for a message that all of them run. */
export function verdictGroups({ verdicts }: Pick<SampledMessage, 'verdicts'>) {
  if (verdicts.every(({ outcome }) => outcome === 'runs')) return []
  const groups = new Map<string, { versions: string; outcome: string; why: string }>()
  for (const { version, outcome, why } of verdicts) {
    const key = `${outcome} ${why}`
    const group = groups.get(key)
    if (group) group.versions += `, ${version}`
    else groups.set(key, { versions: version, outcome, why })
  }
  return [...groups.values()]
}

/** "then a, b; body of a chord: c": what would start after the task. Foreign text. */
export function followersSentence({ chain, chord, callbacks }: Pick<SampledMessage, 'chain' | 'chord' | 'callbacks'>) {
  const names = (list: { name: string | null }[]) => list.map(({ name }) => name ?? 'a task without a name').join(', ')
  return [
    chain.length > 0 ? `then ${names(chain)}` : null,
    chord ? `in a chord before ${names([chord])}` : null,
    callbacks.length > 0 ? `calls ${names(callbacks)} on success` : null,
  ]
    .filter((part) => part !== null)
    .join('; ')
}
