import { Skeleton } from '@/components/ui/skeleton'
import { tasksHref } from '@/lib/client/task-search'
import type { Storage, TransitionRule, WhatIf } from '@/lib/contract/storage'
import { transitionClasses } from '@/lib/cost/transition-classes'
import { allOf } from '@/lib/search/print-search'
import { ageLabel, classNames, classWarning, nothingMoves, transitionDays } from './transition.model'
import { TransitionOutcome } from './transition-outcome'
import { olderThan } from './what-if.model'

const select =
  'h-8 max-w-full rounded border border-line bg-bg px-2 text-list max-md:h-10 max-md:min-w-0 max-md:flex-1 max-md:text-[16px]'

/** What if older results moved to a cheaper class, as a lifecycle rule could do. */
export function TransitionWhatIf(props: {
  storage: Storage
  app: string | null
  chosen: TransitionRule
  onChange: (chosen: TransitionRule) => void
  outcome: WhatIf | undefined
  /** The search for what the sliders leave; null where they remove nothing. */
  left: string | null
}) {
  const { storage, app, chosen, onChange, outcome, left } = props
  const transition = outcome?.transition
  const days = transitionDays(chosen.storageClass)
  const choose = (change: Partial<TransitionRule>) => {
    const next = { ...chosen, ...change }
    const possible = transitionDays(next.storageClass)
    onChange({ ...next, days: possible.includes(next.days) ? next.days : (possible[0] ?? 30) })
  }
  // Of Standard alone, and that is all there is: then a search can find them.
  const onlyStandard = storage.classes.every(({ storageClass }) => storageClass === 'STANDARD')
  const q = allOf('size:>=128KiB', chosen.days > 0 && olderThan(chosen.days, storage.at), left)
  return (
    <div className="mt-5">
      <div className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-list">
        <h3 className="font-semibold">And if the rest moved</h3>
        <span className="flex min-w-0 items-center gap-2 max-md:w-full">
          <label className="text-muted" htmlFor="transition-class">
            to
          </label>
          <select
            id="transition-class"
            className={select}
            value={chosen.storageClass}
            onChange={(event) => {
              const storageClass = transitionClasses.find((some) => some === event.target.value)
              if (storageClass) choose({ storageClass })
            }}
          >
            {transitionClasses.map((storageClass) => (
              <option key={storageClass} value={storageClass}>
                {classNames[storageClass]}
              </option>
            ))}
          </select>
        </span>
        <span className="flex min-w-0 items-center gap-2 max-md:w-full">
          <label className="text-muted" htmlFor="transition-days">
            when older than
          </label>
          <select
            id="transition-days"
            className={select}
            value={chosen.days}
            onChange={(event) => choose({ days: Number(event.target.value) })}
          >
            {days.map((some) => (
              <option key={some} value={some}>
                {ageLabel(some)}
              </option>
            ))}
          </select>
        </span>
      </div>
      <div aria-live="polite">
        {transition && transition.objects === 0 ? (
          <p className="border-line border-t py-2 text-list text-muted">{nothingMoves(transition)}</p>
        ) : transition ? (
          <>
            <TransitionOutcome
              transition={transition}
              basis={outcome.basis}
              href={onlyStandard ? tasksHref({ app, q, window: 'all', sort: 'sizeBytes' }) : null}
            />
            <p className="text-muted text-small">{classWarning(transition.storageClass, transition.minimumDays)}</p>
          </>
        ) : (
          <Skeleton className="h-20 w-full" />
        )}
      </div>
    </div>
  )
}
