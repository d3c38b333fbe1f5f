import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { formatMoney } from '@/components/ui/format-money'
import { Section } from '@/components/ui/section'
import { tasksHref } from '@/lib/client/task-search'
import type { Storage, StorageAdvice } from '@/lib/contract/storage'

/** What could be done, each computed from what is stored, with what it would save. */
export function Advice({ storage, app }: { storage: Storage; app: string | null }) {
  const { advice, prices, basis } = storage
  return (
    <Section title="Advice" className="min-w-0">
      {advice.length === 0 ? (
        <p className="border-line border-t py-3 text-list text-muted">
          {prices
            ? 'Nothing to save: by these sizes, ages and prices no change would be worth its trouble.'
            : `What could be saved cannot be told. ${basis}`}
        </p>
      ) : (
        <ul className="border-line border-t text-list">
          {advice.map((one) => (
            <li key={`${one.code} ${one.sentence}`} className="flex items-start gap-4 border-line border-b py-2">
              <p className="min-w-0 flex-1 break-words">
                <InertText text={one.sentence} oneLine />{' '}
                {one.q !== null && (
                  <Link
                    href={tasksHref({ app, q: one.q, window: 'all', sort: 'sizeBytes' })}
                    className="whitespace-nowrap text-muted underline underline-offset-2 hover:text-fg"
                  >
                    Show the tasks
                  </Link>
                )}
              </p>
              <Saving advice={one} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Saving({ advice: { dollarsPerMonth } }: { advice: StorageAdvice }) {
  if (dollarsPerMonth === null) return null
  return (
    <span className="w-28 shrink-0 text-right">
      <span className="font-semibold">{formatMoney(dollarsPerMonth)}</span>
      <span className="block text-muted text-small">saved a month</span>
    </span>
  )
}
