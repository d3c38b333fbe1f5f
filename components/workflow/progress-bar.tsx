import clsx from 'clsx'
import { stateColor } from '@/components/ui/state-color'

/** Done, failed and the rest as a bar; the words stand beside it. Without a total there is nothing to fill. */
export function ProgressBar(props: { total: number | null; done: number; failed: number; className?: string }) {
  const { total, done, failed, className } = props
  const whole = total ?? done + failed
  const share = (count: number) => `${whole > 0 ? (count / whole) * 100 : 0}%`
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'flex h-1.5 w-full overflow-hidden rounded-full bg-active',
        total === null && 'opacity-60',
        className,
      )}
    >
      <span style={{ width: share(failed), background: stateColor('FAILURE') }} />
      <span style={{ width: share(done), background: stateColor('SUCCESS') }} />
    </span>
  )
}
