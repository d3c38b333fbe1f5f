'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { useChangeRetention } from '@/lib/client/mutations/change-retention'
import { featuresQuery } from '@/lib/client/queries/features'
import { retentionPreviewQuery } from '@/lib/client/queries/retention'
import type { RetentionPolicy } from '@/lib/contract/retention'
import { EnableDialog } from './enable-dialog'
import { RuleRow } from './rule-row'
import { draftOf, isChanged, moved, rulesOf, schedules, withNewRule } from './rules.model'

/** The rules in order, each with what it would forget now; saved as they are, and switched on with one question. */
export function RetentionEditor({ app, policy }: { app: string | null; policy: RetentionPolicy }) {
  const id = useId()
  const [draft, setDraft] = useState(() => draftOf(policy))
  const [asking, setAsking] = useState(false)
  const features = useQuery(featuresQuery(app)).data
  const change = useChangeRetention(app)
  const rules = rulesOf(draft.rules)
  const asked = useDeferredValue(rules ?? [])
  const { data: preview, error } = useQuery(retentionPreviewQuery(app, asked))
  // An answer about other rules says nothing about these.
  const current = JSON.stringify(preview?.rules.map(({ rule }) => rule)) === JSON.stringify(rules)
  const readOnly = features?.readOnly ?? false
  const locked = readOnly || change.isPending
  const changed = isChanged(draft, policy)

  const save = (enabled: boolean) => {
    if (rules === null) return
    change.mutate(
      { enabled, rules, everyHours: draft.everyHours, archive: draft.archive },
      {
        onSuccess: () => {
          setAsking(false)
          toast.success(enabled === policy.enabled ? 'Saved' : enabled ? 'Retention is on' : 'Retention is off')
        },
        onError: (failure) => toast.error('The policy was not saved', { description: errorSentence(failure) }),
      },
    )
  }
  return (
    <div className="flex max-w-[1000px] flex-col gap-6">
      <Section title="Rules" aside="The first rule that fits a task decides; what none fits is kept.">
        <ol className="border-line border-t">
          {draft.rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              app={app}
              number={index + 1}
              rule={rule}
              last={index === draft.rules.length - 1}
              disabled={locked}
              preview={current ? preview?.rules[index] : undefined}
              waits={rules === null}
              onChange={(next) =>
                setDraft({ ...draft, rules: draft.rules.map((each) => (each.id === rule.id ? next : each)) })
              }
              onMove={(by) => setDraft({ ...draft, rules: moved(draft.rules, index, by) })}
              onRemove={() => setDraft({ ...draft, rules: draft.rules.filter((each) => each.id !== rule.id) })}
            />
          ))}
        </ol>
        {draft.rules.length === 0 && (
          <p className="border-line border-b py-3 text-list text-muted">No rule: every result is kept.</p>
        )}
        {error && (
          <Notice tone="danger" className="mt-3">
            {errorSentence(error)}
          </Notice>
        )}
        <Button
          className="mt-3"
          disabled={locked || draft.rules.length >= 50}
          onClick={() => setDraft({ ...draft, rules: withNewRule(draft.rules) })}
        >
          Add rule
        </Button>
      </Section>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 text-list">
        <label htmlFor={`${id}every`} className="flex items-center gap-2">
          Runs
          <select
            id={`${id}every`}
            disabled={locked}
            className="h-8 rounded border border-line bg-bg px-2 text-body max-md:h-10 max-md:text-[16px]"
            value={draft.everyHours}
            onChange={(event) => setDraft({ ...draft, everyHours: Number(event.target.value) })}
          >
            {schedules.map(({ hours, label }) => (
              <option key={hours} value={hours}>
                {label}
              </option>
            ))}
            {!schedules.some(({ hours }) => hours === draft.everyHours) && (
              <option value={draft.everyHours}>Every {draft.everyHours} hours</option>
            )}
          </select>
        </label>
        <label htmlFor={`${id}archive`} className="flex items-center gap-2">
          <Checkbox
            id={`${id}archive`}
            disabled={locked || (!features?.archive && !draft.archive)}
            checked={draft.archive}
            onChange={(event) => setDraft({ ...draft, archive: event.target.checked })}
          />
          Copy to the archive first
          {features && !features.archive && <span className="text-muted">(needs ARCHIVE_PREFIX)</span>}
        </label>
      </div>
      <div className="flex flex-wrap gap-2">
        {policy.enabled ? (
          <>
            <Button look="primary" disabled={locked || !changed || rules === null} onClick={() => setAsking(true)}>
              Save changes
            </Button>
            <Button disabled={locked || rules === null} onClick={() => save(false)}>
              Switch off
            </Button>
          </>
        ) : (
          <>
            <Button
              look="primary"
              disabled={locked || rules === null || rules.length === 0}
              onClick={() => setAsking(true)}
            >
              Switch on…
            </Button>
            <Button disabled={locked || !changed || rules === null} onClick={() => save(false)}>
              Save, leave off
            </Button>
          </>
        )}
      </div>
      {asking && (
        <EnableDialog
          preview={current || rules?.length === 0 ? (preview ?? { warnings: [], rules: [] }) : undefined}
          archive={draft.archive}
          saving={change.isPending}
          onEnable={() => save(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
