import clsx from 'clsx'

/** A key, or a sequence of keys divided by spaces: "g t". */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return children.split(' ').map((key, index) => (
    <kbd
      // biome-ignore lint/suspicious/noArrayIndexKey: the same key may come twice, and the order never changes.
      key={index}
      className={clsx(
        'ml-1 inline-flex min-w-5 items-center justify-center rounded-[4px] border border-line bg-subtle px-1 font-sans text-[11px] text-muted leading-4 first:ml-0',
        className,
      )}
    >
      {key}
    </kbd>
  ))
}
