'use client'

import { useState } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { type Fold, foldText } from './folded-text.model'
import { InertText } from './inert-text'
import { WordButton } from './word-button'

/**
 * Text of any length: the beginning at once, the rest on request and in portions, so that a string of megabytes neither
 * fills the page nor stops the browser.
 */
export function FoldedText({ text, quoted = false, fold }: { text: string; quoted?: boolean; fold?: Fold }) {
  const [portions, setPortions] = useState(0)
  const { shown, hidden, next } = foldText(text, portions, fold)
  return (
    <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {quoted && <span className="text-faint">"</span>}
      <InertText text={shown} />
      {hidden > 0 && '… '}
      {hidden === 0 && quoted && <span className="text-faint">"</span>}
      {(hidden > 0 || portions > 0) && (
        <WordButton
          className="text-accent!"
          onClick={(event) => {
            event.stopPropagation()
            setPortions(hidden > 0 ? portions + 1 : 0)
          }}
        >
          {moreWords(text.length, hidden, next)}
        </WordButton>
      )}
    </span>
  )
}

function moreWords(length: number, hidden: number, next: number): string {
  if (hidden === 0) return 'show less'
  if (next === hidden) return `show all ${formatNumber(length)} characters`
  return `show ${formatNumber(next)} more of ${formatNumber(hidden)} characters`
}
