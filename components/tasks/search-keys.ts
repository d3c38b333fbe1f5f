import type { SuggestionKind } from '@/lib/contract/values'
import type { SearchKey } from '@/lib/search/search-keys'

/** What is said about a key where one is chosen. `examples`: values to start from, where none can be looked up. */
export type KeyHint = {
  key: SearchKey
  hint: string
  kind?: SuggestionKind
  examples?: [value: string, means: string][]
}

export const keyHints: KeyHint[] = [
  { key: 'type', hint: 'app.mail.send, or app.mail.*', kind: 'name' },
  { key: 'state', hint: 'FAILURE, STARTED, or your own' },
  { key: 'queue', hint: 'where it was sent', kind: 'queue' },
  { key: 'worker', hint: 'who ran it', kind: 'worker' },
  { key: 'exc', hint: 'exception type: KeyError, Timeout*', kind: 'exception' },
  {
    key: 'finished',
    hint: 'an age, a day, or a time in UTC',
    examples: [
      ['<1h', 'in the last hour'],
      ['today', 'since midnight UTC'],
      ['>7d', 'more than seven days ago'],
    ],
  },
  {
    key: 'runtime',
    hint: 'ms, s, m, h',
    examples: [
      ['>30s', 'longer than 30 seconds'],
      ['>5m', 'longer than 5 minutes'],
    ],
  },
  {
    key: 'size',
    hint: 'kB, MB, KiB, MiB',
    examples: [
      ['>100kB', 'results above 100 kB'],
      ['>1MB', 'results above 1 MB'],
    ],
  },
  {
    key: 'retries',
    hint: 'how often it was retried',
    examples: [
      ['>0', 'at least once'],
      ['>=3', 'three times or more'],
    ],
  },
  {
    key: 'is',
    hint: 'unfinished, lost, retried …',
    examples: [
      ['unfinished', 'not done yet'],
      ['lost', 'started, and silent for longer than the visibility timeout'],
      ['retried', 'tried more than once'],
      ['unnamed', 'stored without a task name'],
      ['unreadable', 'results nobody can decode'],
    ],
  },
  { key: 'id', hint: 'a task id, or its beginning with *' },
  { key: 'group', hint: 'members of one group' },
  { key: 'parent', hint: 'tasks that one task has called' },
  { key: 'failure', hint: 'the fingerprint of a failure group' },
]

export function hintOf(key: SearchKey): KeyHint | undefined {
  return keyHints.find((hint) => hint.key === key)
}
