import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ApiError, isWorthRetrying } from './api-error'
import { readAnswer } from './fetch-json'
import { toQueryString } from './search-params'

const schema = z.object({ items: z.array(z.string()) })
const json = (body: unknown, status = 200) => Response.json(body, { status })
const failure = (response: Response) => readAnswer(response, schema).catch((error: unknown) => error)

describe('reading an answer', () => {
  it('gives what the schema describes', async () => {
    expect(await readAnswer(json({ items: ['a'] }), schema)).toEqual({ items: ['a'] })
  })

  it('carries code, sentence and details of an error body', async () => {
    const error = await failure(
      json({ error: { code: 'bad_request', message: 'limit: at most 200', details: { field: 'limit' } } }, 400),
    )
    expect(error).toMatchObject({
      code: 'bad_request',
      message: 'limit: at most 200',
      details: { field: 'limit' },
      status: 400,
    })
  })

  it('tells that a proxy answered, even with status 200', async () => {
    const page = new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } })
    expect(await failure(page)).toMatchObject({ code: 'not_json', status: 200 })
    expect(await failure(new Response('Bad gateway', { status: 502 }))).toMatchObject({ code: 'not_json', status: 502 })
  })

  it('tells that JSON was cut off', async () => {
    const cut = new Response('{"items": [', { headers: { 'content-type': 'application/json' } })
    expect(await failure(cut)).toMatchObject({ code: 'not_json' })
  })

  it('names the field whose shape is not the one it knows', async () => {
    const error = await failure(json({ items: [1] }))
    expect(error).toMatchObject({ code: 'unexpected_shape' })
    expect(String(error)).toContain('items.0')
  })

  it('reads 204 as null', async () => {
    expect(await readAnswer(new Response(null, { status: 204 }), z.null())).toBeNull()
  })
})

describe('retrying', () => {
  it.each([
    [400, false],
    [404, false],
    [409, false],
    [429, true],
    [503, true],
    [0, true],
  ])('HTTP %i: %s', (status, expected) => {
    expect(isWorthRetrying(new ApiError('x', 'x', { status }))).toBe(expected)
  })
})

describe('query strings', () => {
  it('repeats arrays, leaves out what is not set and encodes the rest', () => {
    expect(toQueryString({ state: ['A', 'B'], q: 'a b&c', from: undefined, to: null, id: [] })).toBe(
      '?state=A&state=B&q=a+b%26c',
    )
    expect(toQueryString({})).toBe('')
  })
})
