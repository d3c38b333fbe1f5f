import { describe, expect, it } from 'vitest'
import { parsePythonJson } from '@/lib/celery/python-json'
import type { JsonBranch, JsonNode } from './json-node'
import { jsonNodeOf } from './json-node-of'

function node(text: string): JsonNode {
  const parsed = parsePythonJson(text)
  if (parsed.kind === 'problem') throw new Error(parsed.message)
  return jsonNodeOf(parsed.value)
}

const shown = (text: string) => {
  const found = node(text)
  return found.kind === 'branch' ? [found.type, found.size] : [found.type, found.text]
}

const children = (branch: JsonNode) => {
  if (branch.kind !== 'branch') throw new Error('not a branch')
  return Array.from({ length: branch.size }, (_, i) => (branch as JsonBranch).child(i))
}

describe('how values are shown', () => {
  it.each([
    ['1180591620717411303424', [null, '1180591620717411303424']],
    ['1.10', [null, '1.10']],
    ['-Infinity', [null, '-Infinity']],
    ['{"__type__": "decimal", "__value__": "9.99"}', ['decimal', '9.99']],
    ['{"__type__": "datetime", "__value__": "2024-05-17T13:45:30+00:00"}', ['datetime', '2024-05-17T13:45:30+00:00']],
    [
      '{"__type__": "uuid", "__value__": {"hex": "7d9f1a2b3c4d5e6f708192a3b4c5d6e7"}}',
      ['uuid', '7d9f1a2b-3c4d-5e6f-7081-92a3b4c5d6e7'],
    ],
    ['{"__type__": "bytes", "__value__": "café"}', ['bytes', 'café']],
    ['{"__type__": "base64", "__value__": "AAEC/w=="}', ['bytes', '00 01 02 ff  4 bytes']],
    ['{"__type__": "set", "__value__": [1, 2]}', ['set', 2]],
    ['{"__type__": "money", "__value__": "EUR 3"}', ['money', 'EUR 3']],
    ['{"__type__": "decimal", "__value__": "9.99", "note": 1}', [null, 3]],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected))

  it('shows the size of many bytes and only their beginning', () => {
    const [, text] = shown(`{"__type__": "base64", "__value__": "${btoa('x'.repeat(5000))}"}`)
    expect(text).toMatch(/^(78 ){24}… {2}5,000 bytes$/)
  })

  it('shows an object of a class by its arguments and attributes', () => {
    const order = node(
      '{"__type__": "object", "__value__": {"class": "shopmodels.Order", "args": [], "state": {"total": 3, "items": []}}}',
    )
    expect(order).toMatchObject({ type: 'shopmodels.Order', size: 2 })
    expect(children(order).map((c) => [c.label, c.step])).toEqual([
      ['total', '.total'],
      ['items', '.items'],
    ])
  })

  it('keeps keys that are no strings apart from strings', () => {
    const mapping = node('{"__type__": "dict", "__value__": [[1, "a"], ["1", "b"]]}')
    expect(children(mapping).map((c) => c.step)).toEqual(['[1]', "['1']"])
  })

  it('writes paths a Python shell accepts', () => {
    const steps = children(node('{"user": 1, "it\'s": 2, "say \\"hi\\"": 3}')).map((c) => c.step)
    expect(steps).toEqual(["['user']", '["it\'s"]', '[\'say "hi"\']'])
  })
})
