import { parseResultKey } from '@/lib/celery/result-key'
import { isAppError } from '@/lib/errors'
import type { ResultStore, StoredEntry } from '@/lib/results/store'

/** One thing that was looked at, with the sentence a person reads. */
export type CheckLine = { ok: boolean; subject: string; message: string }

const taskKind = 'celery-task-meta-'
const groupKind = 'celery-taskset-meta-'
const celeryKind = /celery-task(set)?-meta-/

/**
 * Looks at the results as the sync will: one LIST under the key prefix, one GET of a real key as proof. Where nothing
 * lies there, tries the prefixes people mean when they write this one (docs/celery-wire-format.md, A.1).
 */
export async function checkStore(store: ResultStore, keyPrefix: string, signal: AbortSignal): Promise<CheckLine[]> {
  const subject = `Results in ${store.label}`
  try {
    const sample = await firstResult(store, keyPrefix, signal)
    if (!sample) return [await explainEmpty(store, keyPrefix, subject, signal)]
    const read = await store.get(sample.key, {}, signal)
    if (read.kind === 'found') {
      await read.document.body.cancel()
      return [{ ok: true, subject, message: `readable, for example ${sample.key} (${sample.sizeBytes} bytes).` }]
    }
    // Listed a moment ago: another reader may have forgotten it, or the key is refused.
    const uncertain = read.kind === 'missing' && read.uncertain
    return [
      uncertain
        ? {
            ok: false,
            subject,
            message: `listed, but ${sample.key} cannot be read. Grant s3:GetObject on the objects.`,
          }
        : { ok: true, subject, message: `listed, for example ${sample.key}, which has just been deleted.` },
    ]
  } catch (error) {
    return [{ ok: false, subject, message: isAppError(error) ? error.message : 'could not be checked.' }]
  }
}

async function firstResult(store: ResultStore, keyPrefix: string, signal: AbortSignal): Promise<StoredEntry | null> {
  for (const kind of [taskKind, groupKind]) {
    for await (const page of store.list({ prefix: keyPrefix + kind }, signal)) {
      const found = page.find((entry) => parseResultKey(keyPrefix, entry.key) !== null)
      if (found) return found
      break
    }
  }
  return null
}

async function explainEmpty(
  store: ResultStore,
  keyPrefix: string,
  subject: string,
  signal: AbortSignal,
): Promise<CheckLine> {
  for (const candidate of nearMisses(keyPrefix)) {
    const key = await firstCeleryKey(store, candidate, signal)
    if (key === null) continue
    const actual = key.slice(0, key.search(celeryKind))
    const message = `no key starts with "${keyPrefix}${taskKind}", but "${key}" exists. ${advise(keyPrefix, actual)}`
    return { ok: false, subject, message }
  }
  return {
    ok: true,
    subject,
    message: `reachable, and no results yet: no key starts with "${keyPrefix}${taskKind}". They appear when a task with a result has run.`,
  }
}

/** Null also where this prefix may not be listed: a policy may well allow the right one only. */
async function firstCeleryKey(store: ResultStore, prefix: string, signal: AbortSignal): Promise<string | null> {
  try {
    for await (const page of store.list({ prefix }, signal)) {
      return page.find(({ key }) => celeryKind.test(key))?.key ?? null
    }
  } catch (error) {
    if (!isAppError(error) || error.code !== 'access_denied') throw error
  }
  return null
}

/** Prefixes to look under, nearest first: slashes added, dropped or squeezed, then the folder, then the whole bucket. */
export function nearMisses(keyPrefix: string): string[] {
  const bare = keyPrefix.replace(/^\/+|\/+$/g, '')
  const squeezed = keyPrefix.replace(/\/{2,}/g, '/')
  const withoutGlobal = keyPrefix.replace(/[^/]*[:_.-]$/, '')
  const [folder = ''] = bare.split('/')
  return [...new Set([bare, `/${bare}`, squeezed, withoutGlobal, folder, ''])]
}

function advise(expected: string, actual: string): string {
  if (strip(expected) === strip(actual)) {
    return `Only the slashes differ. Celery's built-in backend joins CELERY_S3_BASE_PATH to the letter, so set it to "${actual}"; in the s3:// notation write the path so.`
  }
  if (actual.startsWith(expected)) {
    return `A global prefix is in use: set CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS to {"global_keyprefix": "${actual.slice(expected.length).replace(/_$/, '')}"}.`
  }
  if (expected.startsWith(actual) && /[:_.-]$/.test(expected)) {
    return 'They have no global prefix: leave global_keyprefix out of CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS.'
  }
  return `If those are the results you mean, set CELERY_S3_BASE_PATH (or the path of the s3:// notation) to "${actual}".`
}

function strip(prefix: string): string {
  return prefix.replace(/\//g, '')
}
