import type { BucketFacts } from '@/lib/contract/storage'
import { rulesThatTouch } from '@/lib/lifecycle/rule-facts'
import type { ResultStore, StoreFact } from '@/lib/results/store'

const keepMs = 600_000
const patienceMs = 5000
const kept = new WeakMap<ResultStore, { atMs: number; facts: Promise<BucketFacts> }>()

/**
 * How the bucket is set up, asked at most every ten minutes: each sight is four requests, and nobody changes these often.
 * Whatever goes wrong is a fact that is not known.
 */
export function getBucketFacts(store: ResultStore, keyPrefix: string, nowMs: number): Promise<BucketFacts> {
  const known = kept.get(store)
  if (known && Math.abs(nowMs - known.atMs) < keepMs) return known.facts
  const facts = readFacts(store, keyPrefix)
  kept.set(store, { atMs: nowMs, facts })
  return facts
}

/** After a change to the bucket. */
export function forgetBucketFacts(store: ResultStore): void {
  kept.delete(store)
}

async function readFacts(store: ResultStore, keyPrefix: string): Promise<BucketFacts> {
  const signal = AbortSignal.timeout(patienceMs)
  const no = (reason: string) => ({ known: false, reason }) as const
  const nothing = (reason: string) => ({ versioning: no(reason), encryption: no(reason), objectLock: no(reason) })
  const late = `The store did not tell within ${patienceMs / 1000} s.`
  const unable = 'This result store is no bucket.'
  const [settings, lifecycle] = await Promise.all([
    store.readBucket ? store.readBucket(signal).catch(() => nothing(late)) : nothing(unable),
    store.readLifecycle ? store.readLifecycle(signal).catch(() => no(late)) : no(unable),
  ])
  return { ...settings, lifecycleRules: mapFact(lifecycle, ({ rules }) => rulesThatTouch(rules, keyPrefix)) }
}

function mapFact<T, U>(fact: StoreFact<T>, change: (value: T) => U): StoreFact<U> {
  return fact.known ? { known: true, value: change(fact.value) } : fact
}
