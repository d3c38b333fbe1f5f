import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatMoney } from '@/components/ui/format-money'
import { formatNumber } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { WhatIf } from '@/lib/contract/storage'
import { paysOff } from './transition.model'

type Transition = NonNullable<WhatIf['transition']>

/** What moving older results to another class costs once, saves each month, and when the one has paid for the other. */
export function TransitionOutcome(props: { transition: Transition; basis: string; href: string | null }) {
  const { transition, basis, href } = props
  const { objects, bytes, stayingObjects, feeDollars, dollarsBefore, dollarsAfter, readOnceDollars } = transition
  const fee = `What moves to ${transition.storageClass} cost is not known for this region. PRICES_FILE can say it.`
  return (
    <dl className="grid grid-cols-2 gap-x-6 text-list sm:grid-cols-4">
      <Fact label="Moves" note={`${formatNumber(stayingObjects)} below 128 KB stay`}>
        {href === null ? (
          <span data-hint="Tasks cannot be searched by storage class.">{formatNumber(objects)}</span>
        ) : (
          <Link href={href} className="underline">
            {formatNumber(objects)}
          </Link>
        )}
        , {formatBytes(bytes)}
      </Fact>
      <Fact label="Costs once" note="requests of the move">
        <Money dollars={feeDollars} basis={feeDollars === null ? fee : basis} />
      </Fact>
      <Fact label="Storage a month" note={savedNote(dollarsBefore, dollarsAfter)}>
        <Money dollars={dollarsBefore} basis={basis} /> → <Money dollars={dollarsAfter} basis={basis} />
      </Fact>
      <Fact
        label="Pays off"
        note={
          readOnceDollars === null ? (
            'reading has no price here'
          ) : (
            <>
              reading all once <Money dollars={readOnceDollars} basis={basis} />
            </>
          )
        }
      >
        {paysOff(transition) ?? <UnknownDash reason={fee} />}
      </Fact>
    </dl>
  )
}

function Fact({ label, note, children }: { label: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0 border-line border-t py-2">
      <dt className="text-muted text-small">{label}</dt>
      <dd>
        <span className="block font-semibold">{children}</span>
        <span className="block text-muted text-small">{note}</span>
      </dd>
    </div>
  )
}

function savedNote(before: number | null, after: number | null): string {
  if (before === null || after === null) return 'no price for it'
  if (before === after) return 'nothing saved'
  return before > after ? `${formatMoney(before - after)} saved` : `${formatMoney(after - before)} more`
}
