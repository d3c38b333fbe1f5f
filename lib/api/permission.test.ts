import { describe, expect, it } from 'vitest'
import { type AccessRules, checkHost, checkMutation } from './permission'

const local: AccessRules = { host: '127.0.0.1', allowedHosts: [], readOnly: false }
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
  ])('lets %j pass', (headers) => expect(() => checkMutation(request(headers), local)).not.toThrow())

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:3001' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  ])('refuses %j', (headers) => {
    expect(() => checkMutation(request(headers), local)).toThrow(expect.objectContaining({ code: 'cross_origin' }))
  })

  it('takes the public name behind a proxy where it is allowed', () => {
    const proxied = request({ origin: 'https://tombstone.example', host: 'inner:3000' })
    expect(() => checkMutation(proxied, { ...local, allowedHosts: ['tombstone.example'] })).not.toThrow()
    expect(() => checkMutation(proxied, local)).toThrow(expect.objectContaining({ code: 'cross_origin' }))
  })

  it('refuses everything when read-only', () => {
    const readOnly = { ...local, readOnly: true }
    expect(() => checkMutation(request({}), readOnly)).toThrow(expect.objectContaining({ code: 'read_only' }))
  })
})

describe('checkHost', () => {
  const passes = (host: string, rules: Partial<AccessRules> = {}) => {
    try {
      checkHost(request({ host }), { ...local, ...rules })
      return true
    } catch {
      return false
    }
  }

  it('answers on loopback to loopback names only: another name that points here is DNS rebinding', () => {
    expect(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000'].map((host) => passes(host))).toEqual([true, true, true])
    expect(['evil.example:3000', 'evil.example', '127.0.0.1.evil.example'].map((host) => passes(host))).toEqual([
      false,
      false,
      false,
    ])
  })

  it('answers to allowed names, and to any where it listens on other addresses without a list', () => {
    expect(passes('tombstone.example', { allowedHosts: ['tombstone.example'] })).toBe(true)
    expect(passes('anything.example', { host: '0.0.0.0' })).toBe(true)
    expect(passes('anything.example', { host: '0.0.0.0', allowedHosts: ['tombstone.example'] })).toBe(false)
  })
})
