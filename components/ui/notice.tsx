import clsx from 'clsx'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const tones = {
  info: { box: 'border-line bg-subtle', icon: <Info size={16} className="text-muted" aria-hidden="true" /> },
  warn: {
    box: 'border-transparent bg-warn-subtle',
    icon: <TriangleAlert size={16} className="text-warn" aria-hidden="true" />,
  },
  danger: {
    box: 'border-transparent bg-danger-subtle',
    icon: <CircleAlert size={16} className="text-danger" aria-hidden="true" />,
  },
}

/** A sentence that belongs to what stands below it, with at most one thing to do about it. */
export function Notice(props: {
  tone?: keyof typeof tones
  children: ReactNode
  action?: ReactNode
  className?: string
}) {
  const { tone = 'info', children, action, className } = props
  return (
    <div
      role={tone === 'info' ? 'note' : 'status'}
      className={clsx('flex items-start gap-2 rounded border px-3 py-2 text-list', tones[tone].box, className)}
    >
      <span className="mt-px shrink-0">{tones[tone].icon}</span>
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  )
}
