import clsx from 'clsx'
import { useState } from 'react'
import type { DiffLine, Lifecycle } from '@/lib/contract/storage'
import { foldDiff } from './lifecycle-diff.model'

export const lifecycleViews = [
  { key: 'diff', label: 'Changes' },
  { key: 'json', label: 'JSON' },
  { key: 'terraform', label: 'Terraform' },
] as const
export type LifecycleView = (typeof lifecycleViews)[number]['key']

/** The bucket's rules with ours among them: as what changes, or whole to be copied. */
export function LifecycleCode({ view, lifecycle }: { view: LifecycleView; lifecycle: Lifecycle }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={lifecycleViews.find(({ key }) => key === view)?.label}
      className="mt-2 max-h-72 overflow-auto rounded border border-line"
    >
      <pre className="w-max min-w-full py-2 font-mono text-small">
        {view === 'diff' && <Diff lines={lifecycle.diff} />}
        {view === 'json' && <code className="block px-3">{lifecycle.json}</code>}
        {view === 'terraform' && <code className="block px-3">{lifecycle.terraform}</code>}
      </pre>
    </section>
  )
}

function Diff({ lines }: { lines: DiffLine[] }) {
  const [open, setOpen] = useState<number[]>([])
  return foldDiff(lines).map((part) => {
    if (part.kind === 'line') return <Changed key={part.line.at} line={part.line} />
    if (open.includes(part.at)) return part.lines.map((line) => <Changed key={line.at} line={line} />)
    return (
      <button
        key={part.at}
        type="button"
        onClick={() => setOpen([...open, part.at])}
        className="block w-full bg-subtle px-3 py-0.5 text-left text-muted hover:bg-hover max-md:min-h-10 hover:text-fg"
      >
        ⋯ {part.lines.length} unchanged lines
      </button>
    )
  })
}

const signs = { same: ' ', added: '+', removed: '−' } as const

function Changed({ line: { kind, text } }: { line: DiffLine }) {
  return (
    <span
      className={clsx(
        'block px-3',
        kind === 'added' && 'bg-accent-subtle',
        kind === 'removed' && 'bg-danger-subtle',
        kind === 'same' && 'text-muted',
      )}
    >
      {signs[kind]} {text}
    </span>
  )
}
