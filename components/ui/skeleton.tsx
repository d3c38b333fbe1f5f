import clsx from 'clsx'

/** Stands where something will come, in its size. Put one `aria-busy` around a group of them. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={clsx('block motion-safe:animate-wait rounded-[4px] bg-active', className)} />
  )
}
