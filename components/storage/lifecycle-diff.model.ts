import type { DiffLine, Lifecycle } from '@/lib/contract/storage'

/** A line and its place, which is all that tells equal ones apart. */
export type PlacedLine = DiffLine & { at: number }
/** Lines in a row that did not change, as one; or a line to be shown. */
export type DiffPart = { kind: 'line'; line: PlacedLine } | { kind: 'fold'; at: number; lines: PlacedLine[] }

/** Shown on both sides of a change. */
const around = 2
/** Folding fewer would hide more than it spares. */
const leastFolded = 4

/** The changes with a little around them: rules of others may be a thousand, and what changes has to be seen. */
export function foldDiff(given: DiffLine[]): DiffPart[] {
  const lines = given.map((line, at): PlacedLine => ({ ...line, at }))
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some(isChange))
  const parts: DiffPart[] = []
  let at = 0
  while (at < lines.length) {
    const end = near.indexOf(true, at)
    const run = lines.slice(at, end === -1 ? lines.length : end)
    if (run.length >= leastFolded) parts.push({ kind: 'fold', at, lines: run })
    else parts.push(...run.map(shown))
    at += run.length
    while (at < lines.length && near[at]) {
      const line = lines[at]
      if (line) parts.push(shown(line))
      at += 1
    }
  }
  return parts
}

/** "Adds 2 rules, one for tasks and one for groups; 3 others stay as they are." */
export function changesInWords({ added, changed, kept }: Lifecycle['changes']): string {
  const rules = (count: number) => `${count} ${count === 1 ? 'rule' : 'rules'}`
  const others =
    kept === 0 ? 'the bucket has no others' : kept === 1 ? '1 other stays as it is' : `${kept} others stay as they are`
  if (added + changed === 0) return 'The bucket has these rules already, so there is nothing to apply.'
  const deeds = [added > 0 && `adds ${rules(added)}`, changed > 0 && `changes ${rules(changed)}`].filter(Boolean)
  const said = deeds.join(' and ')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}, one for tasks and one for groups; ${others}.`
}

const isChange = ({ kind }: DiffLine) => kind !== 'same'
const shown = (line: PlacedLine): DiffPart => ({ kind: 'line', line })
