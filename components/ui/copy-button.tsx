'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { copyText } from './copy-text'
import { IconButton } from './icon-button'

/** Copies `text`, or what a function gives at that moment. `label` names the thing: "Copy task id". */
export function CopyButton(props: { text: string | (() => string); label: string; className?: string }) {
  const { text, label, className } = props
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async () => {
    const done = await copyText(typeof text === 'string' ? text : text())
    if (done) setCopied(true)
    else toast.error('The browser refuses the clipboard. Select the text and copy it by hand.')
  }
  return (
    <>
      <IconButton label={copied ? 'Copied' : label} onClick={copy} className={className}>
        {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      </IconButton>
      <span className="sr-only" aria-live="polite">
        {copied ? 'Copied' : ''}
      </span>
    </>
  )
}
