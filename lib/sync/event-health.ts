import type { EventState } from './event-index'

/** A reader hears from the queue every twenty seconds at least; after this long, none is there any more. */
const silentMs = 180_000

/** Whether somebody reads the events at the moment, and can. */
export function areLive({ heardMs, trouble }: Pick<EventState, 'heardMs' | 'trouble'>, nowMs: number): boolean {
  return heardMs !== null && nowMs - heardMs < silentMs && (trouble === null || nowMs - trouble.atMs > silentMs)
}
