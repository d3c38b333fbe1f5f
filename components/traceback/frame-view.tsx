import clsx from 'clsx'
import { CopyWord } from '@/components/json/copy-word'
import { InertText } from '@/components/json/inert-text'
import { formatNumber } from '@/components/ui/format-number'
import type { TracebackFrame } from '@/lib/celery/traceback'
import { splitPath } from './frames.model'
import { type CodeLine, markedCode } from './marked-code.model'

/** Where a call was made, and the code there. The application's own stand out, a library's step back. */
export function FrameView({ frame, times = 1 }: { frame: TracebackFrame; times?: number }) {
  const { folder, base } = splitPath(frame.file)
  const place = frame.line === null ? '' : `:${frame.line}`
  return (
    <div className="group/frame relative px-3 py-1.5 font-mono text-[12.5px] leading-5 [overflow-wrap:anywhere]">
      <div className="text-muted">
        <InertText text={folder} oneLine />
        <span className={clsx(!frame.isLibrary && 'font-semibold text-fg')}>
          <InertText text={base} oneLine />
          {place}
        </span>
        {frame.function !== null && (
          <>
            {' in '}
            <span className={clsx(!frame.isLibrary && 'text-fg')}>
              <InertText text={frame.function} oneLine />
            </span>
          </>
        )}
        {times > 1 && <span className="ml-2 font-sans text-fg">×{formatNumber(times)}</span>}
      </div>
      {markedCode(frame.code).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of code never move.
        <Code key={index} line={line} quiet={frame.isLibrary} />
      ))}
      <CopyWord
        word="copy place"
        label="Copy file and line"
        text={() => `${frame.file}${place}`}
        className="absolute top-1 right-1 bg-bg opacity-0 focus-visible:opacity-100 group-hover/frame:opacity-100 max-md:hidden"
      />
    </div>
  )
}

function Code({ line, quiet }: { line: CodeLine; quiet: boolean }) {
  return (
    <div className={clsx('whitespace-pre-wrap pl-8 -indent-4', quiet ? 'text-muted' : 'text-fg')}>
      {line.pieces.map((piece, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line never move.
          key={index}
          className={clsx(
            piece.mark !== 'none' && 'underline decoration-1 underline-offset-4',
            piece.mark === 'at' && 'decoration-failure',
            piece.mark === 'near' && 'decoration-line-strong',
          )}
        >
          <InertText text={piece.text} />
        </span>
      ))}
      {line.marker !== null && <div className="text-failure">{line.marker}</div>}
    </div>
  )
}
