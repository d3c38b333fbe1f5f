import { describe, expect, it } from 'vitest'
import { parsePythonJson } from '@/lib/celery/python-json'
import { jsonNodeOf } from './json-node-of'
import { previewOf } from './preview.model'

function preview(text: string, limit?: number): string {
  const parsed = parsePythonJson(text)
  if (parsed.kind === 'problem') throw new Error(parsed.message)
  return previewOf(jsonNodeOf(parsed.value), limit)
}

describe('preview of a closed branch', () => {
  it.each([
    ['{"user": "kim@example.com", "items": [1, 2, 3], "n": null}', 'user: "kim@example.com", items: [3], n: null'],
    ['[1, {"a": 1}, [], {}]', '1, {1}, [], {}'],
    ['[{"__type__": "decimal", "__value__": "9.99"}, {"__type__": "set", "__value__": [1]}]', '9.99, set[1]'],
  ])('%s', (text, expected) => expect(preview(text)).toBe(expected))

  it('looks into the first of a list of mappings', () => {
    expect(preview('[{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]')).toBe('{id: 1, name: "a"}, {2}')
  })

  it('stops when the line is full, and says that there is more', () => {
    expect(preview('[100, 200, 300, 400]', 10)).toBe('100, 200, …')
  })

  it('does not cut an emoji in half', () => {
    const text = preview(`["${'x'.repeat(30)}😀😀"]`)
    expect(text).toBe(`"${'x'.repeat(30)}…"`)
  })
})
