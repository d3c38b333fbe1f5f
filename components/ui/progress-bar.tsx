import clsx from 'clsx'

type Props = {
  label: string
  /** null: under way, nobody knows how far. */
  value: number | null
  max: number
  /** What is read out instead of a percentage. */
  words?: string
  hint?: string
  className?: string
}

/** How far something is. The browser's own element, flat and in our colours. */
export function ProgressBar({ label, value, max, words, hint, className }: Props) {
  return (
    <progress
      aria-label={label}
      aria-valuetext={words}
      data-hint={hint}
      max={max}
      value={value === null ? undefined : Math.min(value, max)}
      className={clsx(
        'h-1.5 appearance-none bg-active [&::-moz-progress-bar]:bg-accent',
        '[&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-accent',
        className,
      )}
    />
  )
}
