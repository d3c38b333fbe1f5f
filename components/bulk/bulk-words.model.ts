import { formatNumber } from '@/components/ui/format-number'
import type { BulkKind } from '@/lib/contract/bulk'
import { confirmAbove } from '@/lib/contract/values'

const nouns: Record<BulkKind, string> = { forget: 'result', retry: 'task' }

/** "1 result", "20,000 results"; "10,000+ results" where counting stopped there. */
export function things(kind: BulkKind, count: number, exact = true): string {
  return `${formatNumber(count)}${exact ? '' : '+'} ${nouns[kind]}${count === 1 ? '' : 's'}`
}

/** Title, consequence and button of the question before a bulk job; `count` null while it is being counted. */
export function askWords(kind: BulkKind, count: number | null, exact: boolean) {
  const what = count === null ? `${nouns[kind]}s` : things(kind, count, exact)
  // A job never does more than what was counted.
  const exactly = count === null ? what : things(kind, count)
  return kind === 'forget'
    ? {
        title: `Forget ${what}?`,
        consequence: 'Deletes their objects from S3. Celery will call these tasks PENDING from then on.',
        verb: `Forget ${exactly}`,
      }
    : {
        title: `Retry ${what}?`,
        consequence: 'Sends each task again with the same arguments and a new id, to the queue it ran in.',
        verb: `Retry ${exactly}`,
      }
}

/** Whether what a person has typed is the number that was counted, however it is grouped. */
export function isConfirmed(typed: string, count: number): boolean {
  if (count <= confirmAbove) return true
  return typed.replace(/[\s,.'’_]/g, '') === String(count)
}

/** Tasks a second as the API takes them; null for no limit, undefined for what is no such number. */
export function parseSpeed(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const speed = Number(text)
  return Number.isInteger(speed) && speed >= 1 && speed <= 10_000 ? speed : undefined
}
