import type { Queue } from '@/lib/contract/queues'
import { fewReceives } from '@/lib/contract/values'

/** What looking into this queue does, said before it is done. */
export function samplingCaution({ deadLetter, maxReceiveCount, deadLetterOf }: Queue) {
  const base = 'Sampling receives up to ten messages and gives them back at once; each receive counts.'
  if (deadLetterOf.length > 0 && !deadLetter) {
    return { refusedByDefault: false, sentence: `${base} No worker reads dead letters, so that has no consequence.` }
  }
  if (!deadLetter)
    return { refusedByDefault: false, sentence: `${base} Without a redrive policy that has no consequence.` }
  const most = maxReceiveCount ?? 0
  const after = `After ${most === 1 ? 'one receive' : `${most} receives`} a message goes to ${deadLetter.name}`
  return most <= fewReceives
    ? {
        refusedByDefault: true,
        sentence: `${base} ${after}: looking is likely to take messages away from their workers.`,
      }
    : { refusedByDefault: false, sentence: `${base} ${after}.` }
}
