import { parsePythonJson } from '@/lib/celery/python-json'
import type { JsonValue } from '@/lib/contract/tasks'

/** How far a task says it is, by the habit of `update_state(meta={"current": 30, "total": 100})`; null if it does not say. */
export function progressOf(meta: JsonValue | null): { current: number; total: number } | null {
  if (!meta || meta.truncated || meta.json.length > 10_000) return null
  const parsed = parsePythonJson(meta.json)
  if (parsed.kind !== 'parsed' || parsed.value.kind !== 'object') return null
  const { entries } = parsed.value
  const [current, total] = ['current', 'total'].map((key) => {
    const value = entries.get(key)
    return value?.kind === 'number' ? Number(value.text) : Number.NaN
  })
  if (current === undefined || total === undefined) return null
  return total > 0 && current >= 0 && current <= total && Number.isFinite(total) ? { current, total } : null
}
