'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { StateBadge } from '@/components/ui/state-badge'
import { errorSentence } from '@/lib/client/api-error'
import { featuresQuery } from '@/lib/client/queries/features'
import { whatIfQuery } from '@/lib/client/queries/storage'
import { tasksHref } from '@/lib/client/task-search'
import type { RetentionRule } from '@/lib/contract/retention'
import type { Storage, TransitionRule } from '@/lib/contract/storage'
import { LifecycleDialog } from './lifecycle-dialog'
import { PolicyDialog } from './policy-dialog'
import { RetentionSlider } from './retention-slider'
import { TransitionWhatIf } from './transition'
import { type Choices, nothingChosen, outcomeSearches, removesAnything, rulesOf, searchOf } from './what-if.model'
import { WhatIfOutcome } from './what-if-outcome'

type Props = { storage: Storage; app: string | null }

/** What would be left if results were kept for less long; then a policy, or a rule of the bucket, makes it so. */
export function WhatIfSection({ storage, app }: Props) {
  const [choices, setChoices] = useState(nothingChosen)
  const [transition, setTransition] = useState<TransitionRule>({ storageClass: 'STANDARD_IA', days: 30 })
  const [asking, setAsking] = useState<'policy' | 'lifecycle' | null>(null)
  const readOnly = useQuery(featuresQuery(app)).data?.readOnly ?? false
  const rules = rulesOf(choices)
  const query = useQuery({ ...whatIfQuery(app, rules, transition), placeholderData: keepPreviousData })
  const outcome = query.data
  const same = (a: RetentionRule, b: RetentionRule) => a.state === b.state && a.type === b.type && a.days === b.days
  const removedBy = (state: string | null, type: string | null) => {
    const rule = rules.find((some) => some.state === state && some.type === type)
    const q = rule ? searchOf(rule, rules, storage.at) : null
    return {
      removed: (rule && outcome?.rules.find((some) => same(some.rule, rule))) ?? null,
      counting: query.isFetching,
      href: q === null ? null : tasksHref({ app, q, window: 'all', sort: 'sizeBytes' }),
    }
  }
  const set = (kind: keyof Choices, name: string, days: number | null) =>
    setChoices({ ...choices, [kind]: { ...choices[kind], [name]: days } })
  const others = storage.types.flatMap(({ name }) =>
    name === null || Object.hasOwn(choices.types, name) ? [] : [name],
  )
  const ready = removesAnything(choices)
  const searches = outcomeSearches(rules, storage.at)
  const hrefOf = (q: string | null) => tasksHref({ app, q, window: 'all', sort: 'sizeBytes' })
  return (
    <Section title="What if results were kept for less long?" label>
      <div className="grid gap-x-8 gap-y-4 border-line border-t pt-1 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="min-w-0">
          <ul>
            {Object.entries(choices.types).map(([name, days]) => (
              <RetentionSlider
                key={name}
                name={name}
                label={<InertText text={name} oneLine />}
                days={days}
                onChange={(chosen) => set('types', name, chosen)}
                {...removedBy(null, name)}
                onDrop={() => setChoices({ ...choices, types: without(choices.types, name) })}
              />
            ))}
            {storage.states.map(({ state }) => (
              <RetentionSlider
                key={state}
                name={state}
                label={<StateBadge state={state} />}
                days={choices.states[state] ?? null}
                onChange={(chosen) => set('states', state, chosen)}
                {...removedBy(state, null)}
              />
            ))}
          </ul>
          {others.length > 0 && (
            <select
              aria-label="Treat a type on its own"
              className="mt-2 h-8 max-w-full rounded border border-line bg-bg px-2 text-list max-md:h-10 max-md:text-[16px]"
              value=""
              onChange={(event) => set('types', event.target.value, null)}
            >
              <option value="" disabled>
                Treat a type on its own…
              </option>
              {others.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
          <TransitionWhatIf
            storage={storage}
            app={app}
            chosen={transition}
            onChange={setTransition}
            outcome={outcome}
            left={searches?.left ?? null}
          />
        </div>
        <div className="min-w-0">
          {query.error && (
            <Notice tone="danger" className="mb-2">
              {errorSentence(query.error)}
            </Notice>
          )}
          <div aria-live="polite" aria-busy={query.isFetching}>
            {outcome ? (
              <WhatIfOutcome
                outcome={outcome}
                all={hrefOf(null)}
                left={searches && hrefOf(searches.left)}
                gone={searches && hrefOf(searches.gone)}
              />
            ) : (
              !query.error && <Skeleton className="h-36 w-full" />
            )}
          </div>
          <p className="mt-2 text-muted text-small">
            Ages go by UTC days. Nothing changes until a policy is saved and switched on.
          </p>
          <div className="mt-3 flex flex-wrap gap-2 max-md:flex-col">
            <Button look="primary" disabled={!ready || readOnly} onClick={() => setAsking('policy')}>
              Create retention policy
            </Button>
            <Button onClick={() => setAsking('lifecycle')}>Lifecycle rule…</Button>
          </div>
          {readOnly && <p className="mt-2 text-muted text-small">This dashboard is read-only: it saves no policy.</p>}
        </div>
      </div>
      {asking === 'policy' && <PolicyDialog app={app} rules={rules} onClose={() => setAsking(null)} />}
      {asking === 'lifecycle' && <LifecycleDialog app={app} onClose={() => setAsking(null)} />}
    </Section>
  )
}

function without(types: Choices['types'], name: string): Choices['types'] {
  const { [name]: _dropped, ...rest } = types
  return rest
}
