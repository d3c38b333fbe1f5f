import type { FailureDetail } from '@/lib/contract/failures'
import { unnamedType } from '@/lib/contract/values'
import { titleOf } from './failures.model'

/**
 * A group as an issue in Markdown. What came out of results stands in code, fenced by more backticks than it holds, so it
 * cannot turn into anything else.
 */
export function issueText(failure: FailureDetail, href: string): string {
  const { count, total, firstSeen, lastSeen, types, workers, sample, frame, window } = failure
  const facts = [
    `- ${count} in the last ${window}, ${total} since ever`,
    `- first seen ${firstSeen}, last seen ${lastSeen}`,
    frame === null ? null : `- in ${inline(frame)}`,
    types.length === 0
      ? null
      : `- task types: ${types.map((type) => `${inline(type.name ?? unnamedType)} (${type.count})`).join(', ')}`,
    workers.length === 0
      ? null
      : `- workers: ${workers.map(({ worker, count: on }) => `${inline(worker)} (${on})`).join(', ')}`,
    `- newest task: ${inline(sample.taskId)}`,
    `- ${href}`,
  ]
  const parts = [`## ${inline(titleOf(failure))}`, facts.filter((fact) => fact !== null).join('\n')]
  if (sample.message) parts.push(fenced(sample.message))
  if (sample.traceback) parts.push(fenced(sample.traceback))
  return `${parts.join('\n\n')}\n`
}

function inline(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const fence = '`'.repeat(longestRun(line) + 1)
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${space}${line}${space}${fence}`
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}\n${text.trimEnd()}\n${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
