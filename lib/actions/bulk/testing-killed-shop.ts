/** What the bucket of the killed forget holds: results in the order of their numbers, and their keys in no order. */
export function keyAt(at: number): string {
  return `shop/celery-task-meta-${(Math.imul(at, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}-${at}`
}

export function resultText(status: string, result: string): string {
  return JSON.stringify({ status, result, traceback: null, children: [], name: 'shop.sum' })
}
