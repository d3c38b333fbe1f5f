import { formatNumber } from '@/components/ui/format-number'
import { changeOf } from './types.model'

/** By how much a figure differs from the window before, where that is worth saying. */
export function Change(props: { now: number | null; before: number | null; said?: (before: number) => string }) {
  const { now, before, said = formatNumber } = props
  const change = changeOf(now, before)
  if (!change || before === null) return null
  return (
    <span className="whitespace-nowrap text-muted text-small" data-hint={`${said(before)} in the window before`}>
      <span aria-hidden="true">{change.up ? '▲' : '▼'}</span>
      <span className="sr-only">{change.up ? 'up by' : 'down by'}</span> {formatNumber(change.percent)} %
    </span>
  )
}
