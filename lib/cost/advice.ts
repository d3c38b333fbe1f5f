import { printSearch } from '@/lib/search/print-search'
import type { SearchTerm } from '@/lib/search/syntax-tree'
import { queuePollingCost, resultPollingCost } from './calculators'
import { pricesIn } from './prices'
import { requestCost } from './request-cost'
import { classAdvice } from './storage-class-advice'
import { type StoredClass, standardStorageCost } from './storage-cost'
import { bytesInWords, countInWords, dollarsInWords } from './words'

export type Advice = {
  code:
    | 'ignore_result'
    | 'storage_class'
    | 'reduced_redundancy'
    | 'retention'
    | 'versioning'
    | 'result_polling'
    | 'queue_polling'
  sentence: string
  /** What following it saves; null where it is a warning or a calculation. */
  dollarsPerMonth: number | null
  numbers: Record<string, number>
  q: string | null
}

export type AdviceFacts = {
  region: string | null
  classes: StoredClass[]
  /** Per type: what is stored of it and what that costs, its results written in 30 days at the present pace. */
  types: { name: string; objects: number; bytes: number; dollarsPerMonth: number | null; writesPerMonth: number }[]
  /** Stored results older than `days`: of the UTC days before `before`. */
  old: { days: number; before: string; objects: number; bytes: number }
  versioning: 'off' | 'enabled' | 'suspended' | null
  /** Results written in 30 days at the present pace, and how long their tasks ran on average; null: not known. */
  results: { perMonth: number; runtimeSeconds: number | null }
  /** Workers seen lately and queues watched. */
  consumers: { workers: number; queues: number }
}

/** Below a cent a month nobody needs advice. */
const leastDollars = 0.01
const mostTypes = 3
/** Celery's `result.get(interval=0.5)`, and kombu's `wait_time_seconds` of SQS. */
const resultIntervalSeconds = 0.5
const queueWaitSeconds = 10

/** What could be done about the cost, computed from these facts; what saves most first, then warnings. */
export function adviceOf(facts: AdviceFacts): Advice[] {
  const all = [
    ...ignoreResult(facts),
    ...classAdvice(facts.classes, facts.region),
    ...retention(facts),
    ...versioning(facts),
    ...resultPolling(facts),
    ...queuePolling(facts),
  ]
  return all.sort((a, b) => (b.dollarsPerMonth ?? -1) - (a.dollarsPerMonth ?? -1))
}

function ignoreResult({ types, region }: AdviceFacts): Advice[] {
  return types
    .flatMap(({ name, objects, bytes, dollarsPerMonth, writesPerMonth }): Advice[] => {
      const writing = requestCost([{ operation: 'PutObject', count: writesPerMonth }], region).dollars
      if (writing === null || dollarsPerMonth === null || objects === 0) return []
      const saved = writing + dollarsPerMonth
      if (saved < leastDollars) return []
      const each = bytesInWords(bytes / objects)
      return [
        {
          code: 'ignore_result',
          sentence: `If nothing reads the results of ${name}, ignore_result=True saves ${dollarsInWords(saved)} a month: ${countInWords(objects)} are stored, ${each} each, and ${countInWords(writesPerMonth)} are written a month. Its exceptions are then not stored either.`,
          dollarsPerMonth: saved,
          numbers: {
            objects,
            averageBytes: bytes / objects,
            writesPerMonth,
            storageDollars: dollarsPerMonth,
            writeDollars: writing,
          },
          q: search({ key: 'type', value: name, wildcard: false }),
        },
      ]
    })
    .sort((a, b) => (b.dollarsPerMonth ?? 0) - (a.dollarsPerMonth ?? 0))
    .slice(0, mostTypes)
}

function retention({ old: { days, before, objects, bytes }, region }: AdviceFacts): Advice[] {
  const { dollarsPerMonth } = standardStorageCost(bytes, region)
  if (dollarsPerMonth === null || dollarsPerMonth < leastDollars) return []
  return [
    {
      code: 'retention',
      sentence: `${countInWords(objects)} results are older than ${days} days, ${bytesInWords(bytes)}: forgetting them saves ${dollarsInWords(dollarsPerMonth)} a month. S3 expires no result by itself, and result_expires does not apply to it.`,
      dollarsPerMonth,
      numbers: { days, objects, bytes },
      q: `finished:<${before}`,
    },
  ]
}

function versioning({ versioning: state }: AdviceFacts): Advice[] {
  if (state !== 'enabled' && state !== 'suspended') return []
  const tail = 'A lifecycle rule with NoncurrentVersionExpiration removes them.'
  const sentence =
    state === 'enabled'
      ? `The bucket is versioned: forgetting a result only adds a marker, and its bytes stay billed. ${tail}`
      : `Versioning of the bucket is suspended: versions written before stay billed after a forget. ${tail}`
  return [{ code: 'versioning', sentence, dollarsPerMonth: null, numbers: {}, q: null }]
}

function resultPolling({ results: { perMonth, runtimeSeconds }, region }: AdviceFacts): Advice[] {
  if (runtimeSeconds === null || perMonth === 0) return []
  const asked = { results: perMonth, waitSeconds: runtimeSeconds, intervalSeconds: resultIntervalSeconds }
  const { requests, dollars } = resultPollingCost(asked, pricesIn(region))
  if (dollars === null || dollars < leastDollars) return []
  return [
    {
      code: 'result_polling',
      sentence: `Waiting for every result with result.get() would make ${countInWords(requests)} requests a month, ${dollarsInWords(dollars)}: Celery asks S3 every ${resultIntervalSeconds} s, and tasks run ${runtimeSeconds.toFixed(1)} s on average. A longer interval makes fewer.`,
      dollarsPerMonth: null,
      numbers: { requests, dollars, runtimeSeconds, intervalSeconds: resultIntervalSeconds, resultsPerMonth: perMonth },
      q: null,
    },
  ]
}

function queuePolling({ consumers: { workers, queues }, region }: AdviceFacts): Advice[] {
  if (workers === 0 || queues === 0) return []
  const { requests, dollars } = queuePollingCost(
    { consumers: workers, queues, intervalSeconds: queueWaitSeconds },
    pricesIn(region),
  )
  if (dollars === null || dollars < leastDollars) return []
  return [
    {
      code: 'queue_polling',
      sentence: `${countInWords(workers)} idle workers on ${countInWords(queues)} queues make up to ${countInWords(requests)} SQS requests a month, ${dollarsInWords(dollars)}, with kombu's wait_time_seconds of ${queueWaitSeconds}. With 20 it is half.`,
      dollarsPerMonth: null,
      numbers: { workers, queues, requests, dollars, waitSeconds: queueWaitSeconds },
      q: null,
    },
  ]
}

function search(term: SearchTerm): string {
  return printSearch({ kind: 'term', term, span: { from: 0, to: 0 } })
}
