import { Fragment } from 'react'
import { inertSegments } from './inert-text.model'

/**
 * Foreign text, drawn so that it can neither act nor hide: controls, ANSI sequences and bidirectional overrides become
 * visible marks, and the whole is isolated, so that Arabic inside does not reorder what stands around it.
 */
export function InertText({ text, oneLine = false }: { text: string; oneLine?: boolean }) {
  const segments = inertSegments(text, { oneLine })
  return (
    <bdi>
      {segments.map((segment, index) =>
        segment.kind === 'text' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: segments of one text never move.
          <Fragment key={index}>{segment.text}</Fragment>
        ) : (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={index}
            data-hint={segment.name}
            className="mx-px rounded-[3px] bg-warn-subtle px-0.5 text-[0.85em] text-warn"
          >
            {segment.show}
          </span>
        ),
      )}
    </bdi>
  )
}
