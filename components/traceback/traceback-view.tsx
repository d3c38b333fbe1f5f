'use client'

import { useMemo, useState, useSyncExternalStore } from 'react'
import { CopyWord } from '@/components/json/copy-word'
import { TextBlock } from '@/components/json/text-block'
import { WordButton } from '@/components/json/word-button'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { parseTraceback, type TracebackPart } from '@/lib/celery/traceback'
import { storedSetting } from '@/lib/client/stored-setting'
import type { TaskDetail } from '@/lib/contract/tasks'
import { Blocks } from './block-view'
import { countFrames, saysTheSame, tracebackBlocks } from './blocks.model'

const orderSetting = storedSetting('tombstone.traceback', ['newest', 'python'])

type Props = {
  traceback: NonNullable<TaskDetail['traceback']>
  /** The exception as it stands above, so that it is not said twice. */
  headline: { type: string; message: string } | null
  rawHref: string
}

/** A Python traceback: what was raised and where, newest first; in Python's order or as text on request. */
export function TracebackView({ traceback, headline, rawHref }: Props) {
  const order = useSyncExternalStore(orderSetting.subscribe, orderSetting.get, () => 'newest' as const)
  const [asText, setAsText] = useState(false)
  const parts = useMemo(() => parseTraceback(traceback.text), [traceback.text])
  const blocks = useMemo(() => tracebackBlocks(parts, order), [parts, order])
  const isTraceback = parts.some((part) => part.kind === 'trace')
  const [first] = blocks
  const hideFirst = order === 'newest' && first?.kind === 'exception' && saysTheSame(first.exception, headline)

  return (
    <div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-2">
        <h3 className="text-list">Traceback</h3>
        <span className="mr-auto text-faint text-small">
          {[summary(parts), isTraceback && !asText && order === 'newest' && 'newest first'].filter(Boolean).join(', ')}
        </span>
        <span className="-mr-1.5 flex shrink-0 items-center">
          {isTraceback && !asText && (
            <WordButton
              aria-pressed={order === 'python'}
              onClick={() => orderSetting.set(order === 'python' ? 'newest' : 'python')}
            >
              Python’s order
            </WordButton>
          )}
          {isTraceback && (
            <WordButton aria-pressed={asText} onClick={() => setAsText(!asText)}>
              text
            </WordButton>
          )}
          <CopyWord word="copy" label="Copy traceback" text={() => traceback.text} />
        </span>
      </div>
      {traceback.truncated && (
        <p className="mb-1 text-muted text-small">
          The end of a traceback of {formatBytes(traceback.sizeBytes)}.{' '}
          <a href={rawHref} download className="text-fg underline underline-offset-2">
            Download the whole document
          </a>
        </p>
      )}
      {isTraceback && !asText ? (
        <div className="overflow-hidden rounded border border-line">
          <Blocks blocks={blocks} hideFirst={hideFirst} />
        </div>
      ) : (
        <TextBlock text={traceback.text} />
      )}
    </div>
  )
}

function summary(parts: readonly TracebackPart[]): string {
  const { all, own } = countFrames(parts)
  if (all === 0) return ''
  const frames = all === 1 ? '1 frame' : `${formatNumber(all)} frames`
  return own === 0 ? `${frames}, none of the application` : `${frames}, ${formatNumber(own)} of the application`
}
