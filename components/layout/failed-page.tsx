import type { ReactNode } from 'react'

const button = 'h-8 rounded px-3 font-semibold max-md:min-h-10'

/**
 * What stands where nothing else could be drawn. Every page ships this, so it is made of nothing that could be shared: no
 * other component, and none of their variants.
 */
export function FailedPage(props: {
  title: string
  children: ReactNode
  onRetry: () => void
  other: { label: string; onClick: () => void }
}) {
  const { title, children, onRetry, other } = props
  return (
    <main className="mx-auto max-w-[560px] px-4 pt-[24dvh] text-center">
      <h1 className="font-semibold text-[16px] leading-6">{title}</h1>
      <p className="mt-1 mb-4 text-balance text-muted">{children}</p>
      <button type="button" onClick={onRetry} className={`${button} border border-line hover:bg-hover`}>
        Try again
      </button>
      <button type="button" onClick={other.onClick} className={`${button} ml-2 text-muted hover:bg-hover`}>
        {other.label}
      </button>
    </main>
  )
}
