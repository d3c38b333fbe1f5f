import { describe, expect, it } from 'vitest'
import { parsePythonJson } from './python-json'
import { parseReference, type ResultReference } from './reference'

function reference(json: string): ResultReference | null {
  const outcome = parsePythonJson(json)
  if (outcome.kind === 'problem') throw new Error(outcome.message)
  return parseReference(outcome.value)
}

const task = (taskId: string, parent: ResultReference | null = null) => ({ kind: 'task', taskId, parent })

describe('parseReference', () => {
  it.each([
    ['[["a", null], null]', task('a')],
    ['["a", null]', task('a')],
    [
      '[["c", [["b", [["a", null], null]], null]], null]',
      task('c', task('b', task('a') as ResultReference) as ResultReference),
    ],
    ['[["g", null], [[["a", null], null]]]', { kind: 'group', groupId: 'g', parent: null, members: [task('a')] }],
    ['[["g", [["p", null], null]], []]', { kind: 'group', groupId: 'g', parent: task('p'), members: [] }],
    ['["g", [[["a", null], null]]]', { kind: 'group', groupId: 'g', parent: null, members: [task('a')] }],
    [
      '[["g", null], [[["h", null], [[["a", null], null]]], 5, [["b", null], null]]]',
      {
        kind: 'group',
        groupId: 'g',
        parent: null,
        members: [{ kind: 'group', groupId: 'h', parent: null, members: [task('a')] }, task('b')],
      },
    ],
    ['[["a", 5], null]', task('a')],
    ['[[5, null], null]', null],
    ['[["a"], null]', null],
    ['[["a", null], 5]', null],
    ['[["a", null]]', null],
    ['"a"', null],
    ['[]', null],
    ['{"a": 1}', null],
  ])('%s', (json, expected) => expect(reference(json)).toEqual(expected))

  it('leaves out ancestors beyond some hundreds', () => {
    const links = 1500
    let found = reference(`${'[["x", '.repeat(links)}null${'], null]'.repeat(links)}`)
    let count = 0
    for (; found; found = found.parent) count++
    expect(count).toBe(401)
  })
})
