import {
  type RetentionPolicy,
  type RetentionRequest,
  type RetentionRule,
  retentionRule,
} from '@/lib/contract/retention'

/** A rule while it is edited: texts of its fields, and an id that stays when it moves. */
export type DraftRule = { id: number; state: string; type: string; days: string }

export type Draft = { rules: DraftRule[]; everyHours: number; archive: boolean }

export function draftOf({ rules, everyHours, archive }: RetentionPolicy): Draft {
  return { rules: rules.map((rule, id) => draftRule(rule, id)), everyHours, archive }
}

function draftRule({ state, type, days }: RetentionRule, id: number): DraftRule {
  return { id, state: state ?? '', type: type ?? '', days: days === null ? '' : String(days) }
}

/** A new rule at the end: results of any state and type, kept until somebody says otherwise. */
export function withNewRule(rules: DraftRule[]): DraftRule[] {
  const id = Math.max(-1, ...rules.map((rule) => rule.id)) + 1
  return [...rules, { id, state: '', type: '', days: '30' }]
}

export function moved(rules: DraftRule[], index: number, by: 1 | -1): DraftRule[] {
  const rule = rules[index]
  const other = rules[index + by]
  if (!rule || !other) return rules
  return rules.map((each, at) => (at === index ? other : at === index + by ? rule : each))
}

/** The rule as the API takes it, or null where a field cannot be understood. No days: never. */
export function ruleOf({ state, type, days }: DraftRule): RetentionRule | null {
  const parsed = retentionRule.safeParse({
    state: state.trim() === '' ? null : state.trim(),
    type: type.trim() === '' ? null : type.trim(),
    days: days.trim() === '' ? null : Number(days),
  })
  return parsed.success ? parsed.data : null
}

/** All rules in order, or null where one cannot be understood. */
export function rulesOf(rules: DraftRule[]): RetentionRule[] | null {
  const parsed = rules.map(ruleOf)
  return parsed.every((rule) => rule !== null) ? parsed : null
}

export function isChanged(draft: Draft, policy: RetentionPolicy): boolean {
  const said = ({ rules, everyHours, archive }: Pick<RetentionRequest, 'rules' | 'everyHours' | 'archive'>) =>
    JSON.stringify([rules.map(({ state, type, days }) => [state, type, days]), everyHours, archive])
  const rules = rulesOf(draft.rules)
  return rules === null || said({ ...draft, rules }) !== said(policy)
}

export const schedules = [
  { hours: 1, label: 'Every hour' },
  { hours: 6, label: 'Every 6 hours' },
  { hours: 24, label: 'Every day' },
  { hours: 168, label: 'Every week' },
]

/** Offered while a state is typed; any other, an app's own among them, may be typed as well. */
export const offeredStates = ['SUCCESS', 'FAILURE', 'REVOKED', 'RETRY', 'STARTED']
