import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { windowSentences } from '@/components/layout/window-words'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { failureHref, failuresHref } from '@/lib/client/hrefs'
import type { TypeDetail } from '@/lib/contract/types'
import { unnamedType } from '@/lib/contract/values'

/** Why the tasks of a type failed, most frequent first. */
export function TypeFailures({ type, app }: { type: TypeDetail; app: string | null }) {
  const { failures, window } = type
  return (
    <Section
      title="Failures"
      aside={
        <Link
          href={failuresHref(app, { type: type.name ?? unnamedType, window: window === '24h' ? null : window })}
          className="hover:text-fg hover:underline"
        >
          All of them
        </Link>
      }
    >
      {failures.length === 0 ? (
        <p className="border-line border-t py-3 text-list text-muted">
          Nothing failed in the {windowSentences[window]}.
        </p>
      ) : (
        <ul className="border-line border-t text-list">
          {failures.map(({ fingerprint, exceptionType, pattern, count, lastSeen }) => (
            <li key={fingerprint} className="border-line border-b">
              <Link href={failureHref(app, fingerprint)} className="flex h-9 items-center gap-3 hover:bg-hover">
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-semibold">
                    {exceptionType === '' ? 'No exception stored' : <InertText text={exceptionType} oneLine />}
                  </span>{' '}
                  <span className="text-muted">
                    <InertText text={pattern} oneLine />
                  </span>
                </span>
                <span className="w-16 shrink-0 text-right">{formatNumber(count)}</span>
                <span className="w-24 shrink-0 text-right text-muted">
                  <RelativeTime at={lastSeen} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
