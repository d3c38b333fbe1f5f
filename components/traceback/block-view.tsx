import { FoldedText } from '@/components/json/folded-text'
import { InertText } from '@/components/json/inert-text'
import type { TracebackException } from '@/lib/celery/traceback'
import type { Block, ExceptionBlock } from './blocks.model'
import { Fold, Note } from './fold'
import { FrameView } from './frame-view'

type Props = { blocks: Block[] /** The first says what stands above the traceback already. */; hideFirst: boolean }

/** The exceptions of a chain, one under the other, each under the sentence that joins it to the one above. */
export function Blocks({ blocks, hideFirst }: Props) {
  return blocks.map((block, index) =>
    block.kind === 'text' ? (
      <pre
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one traceback never move.
        key={index}
        className="whitespace-pre-wrap px-3 py-2 font-mono text-[12.5px] leading-5 [overflow-wrap:anywhere]"
      >
        <FoldedText text={block.text} fold={{ characters: 4_000, lines: 40 }} />
      </pre>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <ExceptionView key={index} block={block} hideHeadline={hideFirst && index === 0} />
    ),
  )
}

function ExceptionView({ block, hideHeadline }: { block: ExceptionBlock; hideHeadline: boolean }) {
  return (
    <div className="divide-y divide-line border-line border-t first:border-t-0">
      {(block.sentence !== null || (block.exception !== null && !hideHeadline)) && (
        <div className="px-3 py-2">
          {block.sentence !== null && <div className="text-muted text-small">{block.sentence}</div>}
          {block.exception && !hideHeadline && <Headline exception={block.exception} />}
        </div>
      )}
      {block.rows.map((row, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one traceback never move.
        if (row.kind === 'frame') return <FrameView key={index} frame={row.frame} times={row.times} />
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        if (row.kind === 'fold') return <Fold key={index} frames={row.frames} label={row.label} />
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        return <Note key={index} text={row.text} />
      })}
      {block.members.map((member, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <div key={index} className="py-2 pr-2 pl-3 max-md:pr-0">
          <div className="mb-1 text-muted text-small">
            <InertText text={memberTitle(member.title, block.members.length)} oneLine />
          </div>
          <div className="border-line-strong border-l-2">
            <Blocks blocks={member.blocks} hideFirst={false} />
          </div>
        </div>
      ))}
    </div>
  )
}

function Headline({ exception }: { exception: TracebackException }) {
  return (
    <div className="text-body [overflow-wrap:anywhere]">
      {exception.type !== null && (
        <span className="font-semibold">
          <InertText text={exception.type} oneLine />
        </span>
      )}
      {exception.type !== null && exception.message !== '' && ': '}
      <FoldedText text={exception.message} />
    </div>
  )
}

function memberTitle(title: string, count: number): string {
  return /^\d+$/.test(title) ? `Exception ${title} of ${count} in the group` : title
}
