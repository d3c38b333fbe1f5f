import type { TracebackException, TracebackPart } from '@/lib/celery/traceback'
import { type FrameRow, frameRows } from './frames.model'

export type TracebackOrder = 'newest' | 'python'

/** One exception of a chain as it is drawn, or text that is no traceback. */
export type Block = ExceptionBlock | { kind: 'text'; text: string }

export type ExceptionBlock = {
  kind: 'exception'
  /** What joins it to the block above it. */
  sentence: string | null
  exception: TracebackException | null
  rows: FrameRow[]
  members: { title: string; blocks: Block[] }[]
}

/** Read from the newest exception down, a sentence must say the reverse of Python's. */
const downwards = { cause: 'It was caused by', context: 'It was raised while handling' }

/**
 * The exceptions in the order asked for. `newest`: the one that ended the task first and in it the call that raised, since
 * that is what most readers want; `python`: as printed.
 */
export function tracebackBlocks(parts: readonly TracebackPart[], order: TracebackOrder): Block[] {
  const blocks: Block[] = []
  let sentence: string | null = null
  for (const part of order === 'python' ? parts : [...parts].reverse()) {
    if (part.kind === 'link') sentence = order === 'python' ? part.text : downwards[part.relation]
    else if (part.kind === 'trace') {
      const rows = frameRows(part.items)
      blocks.push({
        kind: 'exception',
        sentence,
        exception: part.exception,
        rows: order === 'python' ? rows : turned(rows),
        members: part.members.map(({ title, parts: inner }) => ({ title, blocks: tracebackBlocks(inner, order) })),
      })
      sentence = null
      // Quotes around the traceback of another process say nothing where the order is another.
    } else if (order === 'python' || part.text !== '"""') blocks.push({ kind: 'text', text: part.text })
  }
  return blocks
}

function turned(rows: FrameRow[]): FrameRow[] {
  return rows.toReversed().map((row) => (row.kind === 'fold' ? { ...row, frames: row.frames.toReversed() } : row))
}

/** "31 frames, 4 of the application", all exceptions together. */
export function countFrames(parts: readonly TracebackPart[]): { all: number; own: number } {
  const count = { all: 0, own: 0 }
  for (const part of parts) {
    if (part.kind !== 'trace') continue
    for (const item of part.items) {
      if (item.kind !== 'frame') continue
      count.all += 1
      if (!item.isLibrary) count.own += 1
    }
    for (const { parts: inner } of part.members) {
      const { all, own } = countFrames(inner)
      count.all += all
      count.own += own
    }
  }
  return count
}

/** Whether a headline over the traceback already says what this exception says. */
export function saysTheSame(
  exception: TracebackException | null,
  headline: { type: string; message: string } | null,
): boolean {
  if (!exception || !headline) return exception === null
  const sameType = exception.type === headline.type || (exception.type?.endsWith(`.${headline.type}`) ?? false)
  // Celery stores arguments and Python prints str(): they differ in quotes. Further lines are notes nobody else shows.
  return sameType && lines(exception.message) <= lines(headline.message)
}

function lines(text: string): number {
  return text.trim().split('\n').length
}
