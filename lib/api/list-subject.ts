import type { ListSubject } from '@/lib/queries/list-tasks'
import type { AppParts, Runtime } from '@/lib/runtime'

/** Whose tasks are listed, and what is now. */
export function listSubject({ now }: Runtime, { config }: AppParts): ListSubject {
  return { appId: config.id, visibilityTimeoutSeconds: config.visibilityTimeoutSeconds, nowMs: now() }
}
