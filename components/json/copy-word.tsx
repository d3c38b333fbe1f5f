'use client'

import { useEffect, useState } from 'react'
import { copyText } from '@/components/ui/copy-text'
import { toast } from '@/components/ui/toast'
import { WordButton } from './word-button'

type Props = { text: () => string; word: string; label: string; tabIndex?: number; className?: string }

/** A copy button that is a word, for places where several stand side by side and icons would look alike. */
export function CopyWord({ text, word, label, tabIndex, className }: Props) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <WordButton
      aria-label={copied ? 'Copied' : label}
      tabIndex={tabIndex}
      className={className}
      onClick={async (event) => {
        // Inside a row of the tree a click would also open the row.
        event.stopPropagation()
        if (await copyText(text())) setCopied(true)
        else toast.error('The browser refuses the clipboard. Select the text and copy it by hand.')
      }}
    >
      <span className="grid">
        <span className={copied ? 'invisible col-start-1 row-start-1' : 'col-start-1 row-start-1'}>{word}</span>
        {copied && <span className="col-start-1 row-start-1">done</span>}
      </span>
    </WordButton>
  )
}
