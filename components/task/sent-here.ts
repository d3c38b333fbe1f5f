/** What this tab has sent, so that the page of the new id, PENDING until a worker writes, can say what it waits for. */
export type SentHere = { taskId: string; queue: string; sentAtMs: number; retryOf: string | null; delaySeconds: number }

const sent = new Map<string, SentHere>()

export function rememberSent(task: SentHere): void {
  sent.set(task.taskId, task)
}

export function sentHere(taskId: string): SentHere | null {
  return sent.get(taskId) ?? null
}
