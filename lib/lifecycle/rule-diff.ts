import type { LifecycleRule } from './retention-rule'

export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string }

/** The configuration as S3's command line takes it, and as people read it: what a rule is called and whether it holds first. */
export function lifecycleJson(rules: LifecycleRule[]): string {
  return JSON.stringify({ Rules: rules.map(inOrder) }, null, 2)
}

/** S3 answers in an order of its own, which means nothing. */
export function inOrder({ ID, Status, Filter, ...others }: LifecycleRule): LifecycleRule {
  const first = Object.entries({ ID, Status, Filter }).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(first), ...others }
}

/**
 * The JSON of both line by line, for a merge by `mergeLifecycleRule`: rules stay in their places, one may differ, new
 * ones stand last. By rules and not by lines alone, so that a thousand of them are no work.
 */
export function lifecycleDiff(existing: LifecycleRule[], merged: LifecycleRule[]): DiffLine[] {
  const lines = merged.flatMap((rule, at) => {
    const comma = at < merged.length - 1 ? ',' : ''
    const before = existing[at]
    return lineDiff(before === undefined ? [] : linesOf(before, comma), linesOf(rule, comma))
  })
  const same = (text: string): DiffLine => ({ kind: 'same', text })
  return [same('{'), same('  "Rules": ['), ...lines, same('  ]'), same('}')]
}

function linesOf(rule: LifecycleRule, comma: string): string[] {
  const text = `${JSON.stringify(inOrder(rule), null, 2)}${comma}`
  return text.split('\n').map((line) => `    ${line}`)
}

function lineDiff(before: string[], after: string[]): DiffLine[] {
  let head = 0
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1
  let tail = 0
  const most = Math.min(before.length, after.length) - head
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const lines = (kind: DiffLine['kind'], texts: string[]) => texts.map((text): DiffLine => ({ kind, text }))
  return [
    ...lines('same', after.slice(0, head)),
    ...lines('removed', before.slice(head, before.length - tail)),
    ...lines('added', after.slice(head, after.length - tail)),
    ...lines('same', after.slice(after.length - tail)),
  ]
}
