import { describe, expect, it } from 'vitest'
import { parsePythonJson } from '@/lib/celery/python-json'
import { jsonNodeOf } from './json-node-of'
import { type NodeRow, treeRows } from './json-rows.model'
import { treeMove } from './tree-keys.model'

function rows(text: string, open: string[]): NodeRow[] {
  const parsed = parsePythonJson(text)
  if (parsed.kind === 'problem') throw new Error(parsed.message)
  return treeRows(jsonNodeOf(parsed.value), { open: new Set(open), drawn: new Map() }).filter((r) => r.kind === 'node')
}

describe('keys in the tree', () => {
  const visible = rows('[1, [2, 3], []]', ['$', '$/1'])

  it.each([
    ['$', 'ArrowDown', { kind: 'focus', id: '$/0' }],
    ['$/1', 'ArrowUp', { kind: 'focus', id: '$/0' }],
    ['$/1', 'ArrowRight', { kind: 'focus', id: '$/1/0' }],
    ['$/1', 'ArrowLeft', { kind: 'toggle', id: '$/1' }],
    ['$/1/0', 'ArrowLeft', { kind: 'focus', id: '$/1' }],
    ['$/1', 'Enter', { kind: 'toggle', id: '$/1' }],
    ['$/1/0', 'End', { kind: 'focus', id: '$/2' }],
    ['$/2', 'ArrowRight', null],
    ['$/2', 'ArrowDown', null],
    ['$/0', 'x', null],
    ['gone', 'ArrowDown', { kind: 'focus', id: '$' }],
  ])('%s %s', (active, key, expected) => expect(treeMove(visible, active, key)).toEqual(expected))

  it('opens a closed branch before it enters', () => {
    expect(treeMove(rows('[[1]]', ['$']), '$/0', 'ArrowRight')).toEqual({ kind: 'toggle', id: '$/0' })
  })
})
