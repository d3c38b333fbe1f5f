import { parseTraceback, type TracebackFrame, type TracebackPart } from './traceback'

/** The innermost frames stand at the end. */
const read = 60_000

/** Where applications are put; what follows belongs to them. */
const roots =
  /^(?:[A-Za-z]:)?[\\/](?:(?:home|Users|tmp|var[\\/](?:www|task|lib))[\\/][^\\/]+|root|srv|opt|usr[\\/](?:src|local)|code|workspace)(?=[\\/])/
/** Folders whose name is another one with every deployment. */
const changing = /^(?:releases?|current|shared|v?\d[\w.-]*|[0-9a-f]{7,})$/i

/**
 * The innermost frame of the application in the exception that was raised last, as `mail/tasks.py in send`: the file with
 * its folder, and the function, but no line number, which changes with every edit. Of an exception that was raised
 * inside libraries alone, the frame of its cause; of one without any application frame, the innermost library frame.
 * null where there is no frame at all.
 */
export function topFrame(traceback: string): string | null {
  const traces = framesOf(parseTraceback(endOf(traceback)))
  for (const frames of [...traces].reverse()) {
    const own = frames.findLast(({ isLibrary }) => !isLibrary)
    if (own) return nameOf(own)
  }
  const innermost = traces.at(-1)?.at(-1)
  return innermost ? nameOf(innermost) : null
}

/** The frames of each exception, in reading order: the last one was raised last. */
function framesOf(parts: TracebackPart[]): TracebackFrame[][] {
  return parts.flatMap((part) => {
    if (part.kind !== 'trace') return []
    const frames = part.items.flatMap((item) => (item.kind === 'frame' ? [item] : []))
    return frames.length > 0 ? [frames] : []
  })
}

function endOf(traceback: string): string {
  if (traceback.length <= read) return traceback
  const start = traceback.indexOf('\n', traceback.length - read)
  return `Traceback (most recent call last):\n${traceback.slice(start + 1)}`
}

function nameOf({ file, function: name }: TracebackFrame): string {
  const folders = file
    .replace(roots, '')
    .split(/[\\/]/)
    .filter((part) => part !== '' && !changing.test(part))
  const place = folders.slice(-2).join('/').slice(-200) || file.slice(-200)
  return name === null ? place : `${place} in ${name.slice(0, 100)}`
}
