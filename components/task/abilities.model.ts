import type { Features } from '@/lib/contract/features'
import type { TaskDetail } from '@/lib/contract/tasks'

/** Why a button of the task page cannot be used; null where it can. */
export type Refusals = { forget: string | null; retry: string | null; send: string | null }

const loading = 'Asking the dashboard what it may do here.'

/** First what this dashboard may do at all, then what this task allows. */
export function refusals(features: Features | undefined, task: TaskDetail | null): Refusals {
  if (!features) return { forget: loading, retry: loading, send: loading }
  const { forget, retry, send } = features.actions
  return {
    forget: refusal(forget),
    retry: refusal(retry) ?? (task ? retryRefusal(task.retryable) : null),
    send: refusal(send),
  }
}

/** What a person can type is no obstacle: the dialog asks for it. */
function retryRefusal(retryable: TaskDetail['retryable']): string | null {
  return retryable.ok || retryable.missing.length > 0 ? null : refusal(retryable)
}

function refusal(ability: { ok: boolean; reason: string | null }): string | null {
  return ability.ok ? null : (ability.reason ?? 'Not possible here.')
}
