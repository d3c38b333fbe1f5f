const taskPrefix = 'celery-task-meta-'
const groupPrefix = 'celery-taskset-meta-'

export type ResultKey = { kind: 'task' | 'group'; id: string }

/**
 * What stands before `celery-task-meta-` with Celery's own S3 backend: base path and global prefix, simply one after the
 * other. Celery adds no slash, neither leading nor between, and removes none (docs/celery-wire-format.md, A.1).
 */
export function joinBuiltInPrefix(basePath: string, globalKeyprefix: string): string {
  return basePath + globalPart(globalKeyprefix)
}

/**
 * The same for the celery-s3 package, which joins like a file path; boto 2 then drops leading slashes and squeezes
 * doubled ones, so that `/celery`, `celery` and `celery/` all mean `celery/`.
 */
export function joinCeleryS3Prefix(basePath: string, globalKeyprefix: string): string {
  const name = globalPart(globalKeyprefix)
  // Like os.path.join: an absolute second part replaces the first.
  const joined = basePath === '' || basePath.endsWith('/') || name.startsWith('/') ? '' : '/'
  return ((name.startsWith('/') ? '' : basePath) + joined + name).replace(/\/+/g, '/').replace(/^\//, '')
}

/**
 * The task or group a key belongs to, or null for a key that is neither. Ids are arbitrary text, slashes and spaces
 * included: whatever follows the kind's prefix. A key with no id is nobody's, and probes are ours.
 */
export function parseResultKey(keyPrefix: string, key: string): ResultKey | null {
  if (!key.startsWith(keyPrefix) || isProbeKey(keyPrefix, key)) return null
  const rest = key.slice(keyPrefix.length)
  if (rest.length > taskPrefix.length && rest.startsWith(taskPrefix)) {
    return { kind: 'task', id: rest.slice(taskPrefix.length) }
  }
  if (rest.length > groupPrefix.length && rest.startsWith(groupPrefix)) {
    return { kind: 'group', id: rest.slice(groupPrefix.length) }
  }
  return null
}

export function taskKey(keyPrefix: string, taskId: string): string {
  return keyPrefix + taskPrefix + taskId
}

export function groupKey(keyPrefix: string, groupId: string): string {
  return keyPrefix + groupPrefix + groupId
}

const probe = `${taskPrefix}tombstone-probe-`

/** Where `npm run check` writes an object, to see its event come: a key that the bucket's event filters let through. */
export function probeKey(keyPrefix: string, id: string): string {
  return keyPrefix + probe + id
}

export function isProbeKey(keyPrefix: string, key: string): boolean {
  return key.startsWith(keyPrefix + probe)
}

/** Celery from 5.5 on; 5.3 and 5.4 add the underscore even where the prefix already ends in a separator. */
function globalPart(globalKeyprefix: string): string {
  return globalKeyprefix === '' || /[:_.-]$/.test(globalKeyprefix) ? globalKeyprefix : `${globalKeyprefix}_`
}
