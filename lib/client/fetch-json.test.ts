import { describe, expect, it } from 'vitest'
import { contractHeader, contractVersion } from '@/lib/contract/version'
import { ApiError, isWorthRetrying } from './api-error'
import { readAnswer } from './fetch-json'
import { toQueryString } from './search-params'

const json = (body: unknown, status = 200, contract = contractVersion) =>
  Response.json(body, { status, headers: { [contractHeader]: contract } })
const failure = (response: Response) => readAnswer(response).catch((error: unknown) => error)

describe('reading an answer', () => {
  it('gives what was said', async () => {
    expect(await readAnswer(json({ items: ['a'] }))).toEqual({ items: ['a'] })
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

  it('tells that the dashboard was upgraded since the page was opened', async () => {
    const error = await failure(json({ items: [] }, 200, 'another'))
    expect(error).toMatchObject({ code: 'unexpected_shape' })
    expect(String(error)).toContain('Reload the page')
  })

  it('carries the error of a dashboard that was upgraded', async () => {
    const error = await failure(json({ error: { code: 'not_found', message: 'none' } }, 404, 'another'))
    expect(error).toMatchObject({ code: 'not_found', message: 'none' })
  })

  it('tells that an error does not say why', async () => {
    for (const body of [null, [], { error: 'no' }, { error: { code: 7 } }])
      expect(await failure(json(body, 500))).toMatchObject({ code: 'unexpected_shape', status: 500 })
  })

  it('reads 204 as null', async () => {
    expect(await readAnswer(new Response(null, { status: 204 }))).toBeNull()
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
