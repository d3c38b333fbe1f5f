export type BulkOutcome = { taskId: string; error: unknown }
export type BulkProgress = { total: number; done: number; failed: BulkOutcome[]; succeeded: string[] }

/**
 * Does one thing to each task, a few at a time, and goes on where one fails. `signal` stops it between two tasks: what has
 * begun is finished, and the rest is left as it is.
 */
export async function runBulk(
  taskIds: string[],
  act: (taskId: string) => Promise<unknown>,
  onProgress: (progress: BulkProgress) => void,
  signal: AbortSignal,
  concurrency = 4,
): Promise<BulkProgress> {
  let progress: BulkProgress = { total: taskIds.length, done: 0, failed: [], succeeded: [] }
  const waiting = [...taskIds]
  const work = async () => {
    for (;;) {
      const taskId = signal.aborted ? undefined : waiting.shift()
      if (taskId === undefined) return
      try {
        await act(taskId)
        progress = { ...progress, done: progress.done + 1, succeeded: [...progress.succeeded, taskId] }
      } catch (error) {
        progress = { ...progress, done: progress.done + 1, failed: [...progress.failed, { taskId, error }] }
      }
      onProgress(progress)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return progress
}
