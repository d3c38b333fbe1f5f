import type { RetentionRule } from '@/lib/contract/retention'
import { allOf, fieldText } from '@/lib/search/print-search'

/** Where a slider can stand, in days; null, at the right end, keeps for good. */
export const retentionSteps = [1, 2, 3, 7, 14, 30, 60, 90, 180, 365, null] as const

/** For how many days each state and each type is kept; null: for good. A type that is listed goes before its state. */
export type Choices = { states: Record<string, number | null>; types: Record<string, number | null> }

export const nothingChosen: Choices = { states: {}, types: {} }

/**
 * The choices as a policy: types first, because the first rule that fits decides. A type that is listed and kept makes a
 * rule of its own, which exempts it from the states; a state that is kept needs none.
 */
export function rulesOf({ states, types }: Choices): RetentionRule[] {
  const ofTypes = Object.entries(types).map(([type, days]): RetentionRule => ({ state: null, type, days }))
  const ofStates = Object.entries(states).flatMap(([state, days]): RetentionRule[] =>
    days === null ? [] : [{ state, type: null, days }],
  )
  return [...ofTypes, ...ofStates]
}

/** Some rule removes something, so there is a policy to make. */
export function removesAnything(choices: Choices): boolean {
  return rulesOf(choices).some(({ days }) => days !== null)
}

/**
 * The search that finds what a rule removes, by whole UTC days as they are counted; null for one that keeps. Names of
 * rules before it are not its own. `at`: the time of the count.
 */
export function searchOf(rule: RetentionRule, rules: RetentionRule[], at: string): string | null {
  if (rule.days === null) return null
  const before = rule.type === null ? rules.filter(({ type }) => type !== null) : []
  return allOf(
    rule.state !== null && fieldText('state', rule.state),
    rule.type !== null && fieldText('type', rule.type),
    ...before.map(({ type }) => `-${fieldText('type', type ?? '')}`),
    olderThan(rule.days, at),
  )
}

/** Of days that ended so many days before `at`. */
export function olderThan(days: number, at: string): string {
  const day = Math.floor(Date.parse(at) / dayMs) - days
  return `finished:<${new Date(day * dayMs).toISOString().slice(0, 10)}`
}

/** The searches for what all rules together remove and for what they leave; null where one would be too long. */
export function outcomeSearches(rules: RetentionRule[], at: string): { gone: string; left: string } | null {
  const parts = rules.flatMap((rule) => searchOf(rule, rules, at) ?? []).map((q) => `(${q})`)
  if (parts.length === 0) return null
  const gone = parts.join(' OR ')
  return gone.length + 3 > longestSearch ? null : { gone, left: `-(${gone})` }
}

const dayMs = 86_400_000
/** The API takes no longer one. */
const longestSearch = 1000

export function daysLabel(days: number | null): string {
  if (days === null) return 'kept'
  if (days === 365) return 'a year'
  return days === 1 ? '1 day' : `${days} days`
}

/** "SUCCESS 7 days, app.mail.send kept". */
export function ruleLabel({ state, type, days }: RetentionRule): string {
  return `${[type, state].filter(Boolean).join(' ') || 'everything'} ${daysLabel(days)}`
}

/** The slider's place for so many days: the nearest step that keeps at least as long. */
export function stepOf(days: number | null): number {
  if (days === null) return retentionSteps.length - 1
  const at = retentionSteps.findIndex((step) => step === null || step >= days)
  return at
}
