import { describe, expect, it } from 'vitest'
import { taskListQuery } from '@/lib/contract/tasks'
import { isAppError } from '@/lib/errors'
import { parseBody, parseQuery } from './query'

const parse = (query: string) => parseQuery(new URL(`http://localhost/api/v1/tasks?${query}`), taskListQuery)

function failure(query: string): { code: string; field: unknown; message: string } {
  try {
    parse(query)
  } catch (error) {
    if (isAppError(error)) return { code: error.code, field: error.details?.field, message: error.message }
    throw error
  }
  throw new Error(`${query} was accepted`)
}

describe('parseQuery', () => {
  it('fills in defaults and keeps repeated parameters', () => {
    expect(parse('state=FAILURE&state=RETRY&name=app.*')).toMatchObject({
      state: ['FAILURE', 'RETRY'],
      name: ['app.*'],
      sort: 'occurredAt',
      order: 'desc',
      limit: 50,
    })
  })

  it.each([
    ['stat=FAILURE', 'stat'],
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['sort=name', 'sort'],
    ['order=up', 'order'],
    ['from=yesterday', 'from'],
    ['from=2026-13-45T00:00:00Z', 'from'],
    ['queue=a&queue=b', 'queue'],
    ['queue=', 'queue'],
    ['state=', 'state.0'],
    [`q=${'x'.repeat(1001)}`, 'q'],
  ])('refuses %s and names the field', (query, field) => {
    const { code, field: named, message } = failure(query)
    expect([code, named]).toEqual(['bad_request', field])
    expect(message).toContain(field.split('.')[0])
  })
})

describe('parseBody', () => {
  const body = (text: string) => new Request('http://localhost/', { method: 'POST', body: text })

  it('refuses what is not JSON, and what is too much', async () => {
    await expect(parseBody(body('{'), taskListQuery)).rejects.toMatchObject({ code: 'bad_request' })
    await expect(parseBody(body(' '.repeat(2_000_001)), taskListQuery)).rejects.toMatchObject({ code: 'too_large' })
  })
})
