import { describe, expect, it } from 'vitest'
import { checkMutation } from './permission'

const request = (headers: Record<string, string>) =>
  new Request('http://127.0.0.1:3000/api/v1/tasks/x', {
    method: 'DELETE',
    headers: { host: '127.0.0.1:3000', ...headers },
  })

describe('checkMutation', () => {
  it.each<Record<string, string>>([
    {},
    { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://tombstone.example', 'x-forwarded-host': 'tombstone.example' },
  ])('lets %j pass', (headers) => expect(() => checkMutation(request(headers), false)).not.toThrow())

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:3001' },
    { origin: 'null' },
  ])('refuses %j', (headers) => {
    expect(() => checkMutation(request(headers), false)).toThrow(expect.objectContaining({ code: 'cross_origin' }))
  })

  it('refuses everything when read-only', () => {
    expect(() => checkMutation(request({}), true)).toThrow(expect.objectContaining({ code: 'read_only' }))
  })
})
