import type { Ability } from '@/lib/contract/common'
import type { ResendOutcome, SampledMessage } from '@/lib/contract/queue-actions'

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
export function followersSentence({
  chain,
  chord,
  callbacks,
  errbacks,
}: Pick<SampledMessage, 'chain' | 'chord' | 'callbacks' | 'errbacks'>) {
  const names = (list: { name: string | null }[]) => list.map(({ name }) => name ?? 'a task without a name').join(', ')
  return [
    chain.length > 0 ? `then ${names(chain)}` : null,
    chord ? `in a chord before ${names([chord])}` : null,
    callbacks.length > 0 ? `calls ${names(callbacks)} on success` : null,
    errbacks.length > 0 ? `calls ${names(errbacks)} on failure` : null,
  ]
    .filter((part) => part !== null)
    .join('; ')
}

export const outcomeWords: Record<ResendOutcome['outcome'], string> = {
  sent: 'sent back',
  duplicate: 'in both queues',
  refused: 'refused',
  failed: 'not sent',
  not_found: 'not found',
}

/** Whether a message can be sent with changes: an expiry can be taken away, what kills a worker cannot. */
export function editAbility({ editRefusal, malformed, resendRefusal }: SampledMessage): Ability {
  const reason = editRefusal ?? (malformed ? resendRefusal : null)
  return { ok: reason === null, reason }
}
