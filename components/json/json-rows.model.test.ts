import { describe, expect, it } from 'vitest'
import { parsePythonJson } from '@/lib/celery/python-json'
import type { JsonNode } from './json-node'
import { jsonNodeOf } from './json-node-of'
import { openWithin, type TreeView, treeRows } from './json-rows.model'

function node(text: string): JsonNode {
  const parsed = parsePythonJson(text)
  if (parsed.kind === 'problem') throw new Error(parsed.message)
  return jsonNodeOf(parsed.value)
}

const long = (size: number) => `[${Array.from({ length: size }, (_, i) => i).join()}]`
const nested = (levels: number) => node(`${'['.repeat(levels)}1${']'.repeat(levels)}`)

const view = (open: Iterable<string>, drawn: [string, number][] = []): TreeView => ({
  open: new Set(open),
  drawn: new Map(drawn),
})

const ids = (root: JsonNode, v: TreeView) => treeRows(root, v).map((row) => row.id)

describe('rows of the tree', () => {
  const root = node('[1, [2, 3], 4]')

  it('shows the children of open branches only, in order', () => {
    expect(ids(root, view([]))).toEqual(['$'])
    expect(ids(root, view(['$']))).toEqual(['$', '$/0', '$/1', '$/2'])
    expect(ids(root, view(['$', '$/1']))).toEqual(['$', '$/0', '$/1', '$/1/0', '$/1/1', '$/2'])
  })

  it('knows the path as Python would write it', () => {
    const rows = treeRows(root, view(['$', '$/1']))
    expect(rows.flatMap((row) => (row.kind === 'node' ? [row.path] : []))).toEqual([
      '',
      '[0]',
      '[1]',
      '[1][0]',
      '[1][1]',
      '[2]',
    ])
  })

  it('draws a hundred children at a time and says how many there are', () => {
    const rows = treeRows(node(long(250)), view(['$']))
    expect(rows).toHaveLength(102)
    expect(rows.at(-1)).toMatchObject({ kind: 'more', branchId: '$', drawn: 100, total: 250 })
    expect(treeRows(node(long(250)), view(['$'], [['$', 300]]))).toHaveLength(251)
  })

  it('survives nesting far deeper than a call stack', () => {
    const deep = nested(4900)
    const { open, whole } = openWithin(deep, 100_000)
    expect(whole).toBe(true)
    expect(treeRows(deep, { open, drawn: new Map() })).toHaveLength(4901)
  })
})

describe('what is open at first', () => {
  it('opens outer branches before inner ones, within the budget', () => {
    const root = node(`[[1, [2]], [3], ${long(90)}]`)
    const { open, whole } = openWithin(root, 10)
    expect([...open]).toEqual(['$', '$/0', '$/1', '$/0/1'])
    expect(whole).toBe(false)
  })

  it('opens the root even where it alone exceeds the budget', () => {
    expect([...openWithin(node(long(5000)), 10).open]).toEqual(['$'])
  })

  it('stops at the depth asked for', () => {
    expect(openWithin(nested(300), 1000, 4).open.size).toBe(4)
  })
})
