import type { TracebackFrame, TracebackItem } from '@/lib/celery/traceback'

/** What is drawn of a trace: a frame, a run of frames behind one line, or a note of Python's. */
export type FrameRow =
  /** `times` over 1: a call that repeats itself, as a recursion does. */
  | { kind: 'frame'; frame: TracebackFrame; times: number }
  | { kind: 'fold'; frames: TracebackItem[]; label: string }
  | { kind: 'note'; text: string }

const mostOpen = 20
/** Of more than that: so many where it was raised, so many where it began. */
const atEnd = 8
const atStart = 4

/**
 * Application frames stand open, runs of library frames fold. Of a deep recursion both ends stay open. Where nothing is the
 * application's, the frame that raised stays open. In Python's order: most recent call last.
 */
export function frameRows(printed: readonly TracebackItem[]): FrameRow[] {
  const { items, times } = mergeRepeated(printed)
  const open = openFrames(items)
  const rows: FrameRow[] = []
  let run: TracebackItem[] = []
  const endRun = () => {
    if (run.length > 0) rows.push({ kind: 'fold', frames: run, label: foldLabel(run) })
    run = []
  }
  for (const [index, item] of items.entries()) {
    if (item.kind === 'note' && run.length > 0) run.push(item)
    else if (item.kind === 'note') rows.push({ kind: 'note', text: item.text })
    else if (open.has(index)) {
      endRun()
      rows.push({ kind: 'frame', frame: item, times: times.get(item) ?? 1 })
    } else run.push(item)
  }
  endRun()
  return rows
}

/** Python prints three of a repeated call and counts the others in a note; here they are one frame. */
function mergeRepeated(printed: readonly TracebackItem[]): {
  items: TracebackItem[]
  times: Map<TracebackItem, number>
} {
  const items: TracebackItem[] = []
  const times = new Map<TracebackItem, number>()
  for (const item of printed) {
    const last = items.at(-1)
    const more =
      item.kind === 'note' ? Number(/^Previous line repeated (\d+) more times?$/.exec(item.text)?.[1] ?? 0) : 1
    const repeats = last?.kind === 'frame' && (item.kind === 'note' ? more > 0 : sameCall(last, item))
    if (repeats) times.set(last, (times.get(last) ?? 1) + more)
    else items.push(item)
  }
  return { items, times }
}

function sameCall(a: TracebackFrame, b: TracebackFrame): boolean {
  return a.file === b.file && a.line === b.line && a.function === b.function
}

function openFrames(items: readonly TracebackItem[]): Set<number> {
  const frames = [...items.keys()].filter((index) => items[index]?.kind === 'frame')
  const own = frames.filter((index) => !isLibrary(items[index]))
  if (own.length === 0) return new Set(frames.slice(-1))
  if (own.length <= mostOpen) return new Set(own)
  return new Set([...own.slice(0, atStart), ...own.slice(-atEnd)])
}

function isLibrary(item: TracebackItem | undefined): boolean {
  return item?.kind === 'frame' && item.isLibrary
}

/** "6 frames in urllib3, http"; where application frames are among them, "280 frames". */
function foldLabel(run: readonly TracebackItem[]): string {
  const frames = run.filter((item) => item.kind === 'frame')
  const count = frames.length === 1 ? '1 frame' : `${frames.length} frames`
  if (!frames.every((frame) => frame.isLibrary)) return count
  const packages = [...new Set(frames.map((frame) => packageOf(frame.file)))]
  const named = packages.length > 4 ? [...packages.slice(0, 3), `${packages.length - 3} more`] : packages
  return `${count} in ${named.join(', ')}`
}

/** The package a library file belongs to, as it would be imported: "urllib3", "http", "celery". */
export function packageOf(file: string): string {
  const path = file.replaceAll('\\', '/')
  const inside =
    /\/(?:site|dist)-packages\/(.+)$/.exec(path) ??
    /\/[Ll]ib(?:64)?\/(?:python|pypy)\d[^/]*\/(.+)$/.exec(path) ??
    /\/Lib\/(.+)$/.exec(path) ??
    /\/((?:celery|kombu|billiard|vine|amqp)\/.+)$/.exec(path) ??
    /^<frozen (.+)>$/.exec(path)
  const [first = path] = (inside?.[1] ?? path.split('/').at(-1) ?? path).split('/')
  return first.replace(/\.py$/, '').replace(/^importlib\._.*/, 'importlib')
}

/** "/srv/app/shop/" and "tasks.py": the folder matters less than the file. */
export function splitPath(file: string): { folder: string; base: string } {
  const at = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1
  return { folder: file.slice(0, at), base: file.slice(at) }
}
