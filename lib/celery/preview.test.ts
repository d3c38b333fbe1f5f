import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { previewArguments, previewMessage, previewResult, visibleText } from './preview'

describe('previewArguments', () => {
  it.each([
    ['["kim@example.com", 3]', '{"urgent": true}', '("kim@example.com", 3, urgent=true)'],
    ['[]', '{}', '()'],
    ['[1]', null, '(1)'],
    [null, '{"a": [1], "b": {"c": null}}', '(a=[1], b={"c": null})'],
    [null, null, null],
    ['[9007199254740993, NaN]', '{}', '(9007199254740993, NaN)'],
    ['"(\'x\',)"', '{}', '("(\'x\',)")'],
    ['[1]', '5', '(1, **5)'],
    ['[{"__type__": "datetime", "__value__": "2024-05-17T00:00:00"}]', '{}', '(2024-05-17T00:00:00)'],
  ])('of %s and %s', (args, kwargs, expected) => expect(previewArguments(args, kwargs)).toBe(expected))

  it('is cut at 200 characters', () => {
    const preview = previewArguments(`[${'1, '.repeat(10_000)}1]`, '{"a": 1}') ?? ''
    expect(preview).toHaveLength(200)
    expect(preview).toMatch(/^\(1, 1, .*…$/)
    expect(previewArguments(`["${'x'.repeat(5_000_000)}"]`, null)).toHaveLength(200)
  })
})

describe('previewResult', () => {
  it.each([
    ['null', 'null'],
    ['"report ready"', '"report ready"'],
    ['{"rows": 1250, "ok": true}', '{"rows": 1250, "ok": true}'],
    ['{"__type__": "bytes", "__value__": "café"}', 'b"café"'],
    ['{"__type__": "base64", "__value__": "/w=="}', 'base64 "/w=="'],
    [
      '{"__type__": "uuid", "__value__": {"hex": "7d9f1cf64d0f4f8a9a5c0f1e2d3c4b5a"}}',
      '7d9f1cf6-4d0f-4f8a-9a5c-0f1e2d3c4b5a',
    ],
    ['{"__type__": "set", "__value__": [1, 2]}', '{1, 2}'],
    ['{"__type__": "dict", "__value__": [[1, "one"], [[2], null]]}', '{1: "one", [2]: null}'],
    ['{"__type__": "complex", "__value__": {"real": 1.0, "imag": -2.0}}', '1.0-2.0j'],
    ['{"__type__": "timedelta", "__value__": {"days": 1, "seconds": 5, "microseconds": 0}}', '1 day, 0:00:05'],
    [
      '{"__type__": "timedelta", "__value__": {"days": -2, "seconds": 86399, "microseconds": 5}}',
      '-2 days, 23:59:59.000005',
    ],
    ['{"__type__": "object", "__value__": {"class": "shop.Order", "module": "shop", "args": ["A-1"]}}', 'Order("A-1")'],
    [
      '{"__type__": "object", "__value__": {"class": "shop.Order", "module": "shop", "args": [], "state": {"n": 1}}}',
      'Order(n=1)',
    ],
    ['{"__type__": "reference", "__value__": "$"}', '…'],
    ['{"__type__": "decimal", "__value__": 5}', '{"__type__": "decimal", "__value__": 5}'],
    ['{"__type__": "set", "__value__": 5}', '{"__type__": "set", "__value__": 5}'],
    ['{"__type__": "unknown", "__value__": 5}', '{"__type__": "unknown", "__value__": 5}'],
    // A text that was cut.
    ['{"rows": ["a", "b', '{"rows": ["a", "b…", …]}'],
  ])('of %s', (json, expected) => expect(previewResult(json)).toBe(expected))

  it('is short whatever the value is', () => {
    expect(previewResult(`"${'é'.repeat(300)}"`)).toBe(`"${'é'.repeat(198)}…`)
    expect(previewResult(`${'['.repeat(3000)}${']'.repeat(3000)}`)).toHaveLength(200)
    expect(previewResult(`{"${'k'.repeat(1_000_000)}": 1}`)).toBe('{…}')
  })

  it('never throws and never passes 200 characters or anything that acts', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        const preview = previewResult(text) ?? ''
        expect(preview.length).toBeLessThanOrEqual(200)
        expect(preview).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u)
      }),
    )
  })
})

describe('texts', () => {
  it('shows control characters and takes line breaks for spaces', () => {
    expect(visibleText('a\nb\r\n\tc\u2028d')).toBe('a b c d')
    expect(visibleText('\u001b[31mred\u0000\u007f')).toBe('␛[31mred␀␡')
    expect(visibleText('\u202eevil\u2066\u0085\ud800x')).toBe('\ufffdevil\ufffd\ufffd\ufffdx')
    expect(visibleText('🎉 שלום 👩‍👩‍👧')).toBe('🎉 שלום 👩‍👩‍👧')
  })

  it('cuts messages at 500 characters', () => {
    expect(previewMessage('x'.repeat(20_000))).toBe(`${'x'.repeat(499)}…`)
    expect(previewMessage('first line\nsecond line')).toBe('first line second line')
    expect(previewMessage('x'.repeat(500))).toBe('x'.repeat(500))
    expect(previewMessage(`${'x'.repeat(498)}🎉🎉`)).toBe(`${'x'.repeat(498)}…`)
  })
})
