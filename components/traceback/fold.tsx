'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { TracebackItem } from '@/lib/celery/traceback'
import { FrameView } from './frame-view'

/** Frames few people want to see, behind the line that says whose they are. */
export function Fold({ frames, label }: { frames: TracebackItem[]; label: string }) {
  const [open, setOpen] = useState(false)
  return (
    <div className="bg-subtle">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-1.5 px-3 py-1 text-left text-muted text-small leading-5 hover:bg-hover hover:text-fg max-md:py-2.5"
      >
        <ChevronRight aria-hidden="true" size={12} className={open ? 'rotate-90' : undefined} />
        {label}
      </button>
      {open && <FrameList items={frames} />}
    </div>
  )
}

export function FrameList({ items }: { items: TracebackItem[] }) {
  return items.map((item, index) =>
    item.kind === 'frame' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: frames of one traceback never move.
      <FrameView key={index} frame={item} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <Note key={index} text={item.text} />
    ),
  )
}

export function Note({ text }: { text: string }) {
  return <div className="px-3 py-1 text-muted text-small">… {text}</div>
}
