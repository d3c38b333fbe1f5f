import { describe, expect, it } from 'vitest'
import { changedParts, hasExpired, messageFaults, messageFormOf, resendOf } from './edit-message.model'
import { sampled } from './testing'

const nowMs = Date.parse('2026-11-21T12:00:00Z')
const message = sampled()
const form = messageFormOf(message, nowMs)

describe('the request', () => {
  it('asks for nothing where nothing was changed', () => {
    expect(resendOf(form, message)).toEqual({ messageIds: ['m-1'], edit: undefined, to: undefined })
    const long = sampled({ args: JSON.stringify(Array.from({ length: 50 }, (_, at) => at)) })
    expect(messageFormOf(long, nowMs).args).toContain('\n')
    expect(resendOf(messageFormOf(long, nowMs), long).edit).toBeUndefined()
  })

  it('names only what was changed, to the letter', () => {
    const changed = { ...form, args: '[ 1.10 ]', countdown: '30', queue: ' reports ' }
    expect(resendOf(changed, message)).toEqual({
      messageIds: ['m-1'],
      edit: { args: '[ 1.10 ]', countdown: 30 },
      to: 'reports',
    })
    expect(changedParts(resendOf(changed, message))).toEqual(['arguments', 'queue', 'countdown'])
  })

  it('leaves arguments alone that were too long to be shown', () => {
    const cut = sampled({ argumentsCut: true, args: '[1, 2' })
    expect(messageFaults(messageFormOf(cut, nowMs), cut)).toMatchObject({ args: null, kwargs: null })
    expect(resendOf({ ...messageFormOf(cut, nowMs), args: '[]' }, cut).edit).toBeUndefined()
  })
})

describe('an expiry', () => {
  it('is taken away from what has expired, and left to what has not', () => {
    const late = sampled({ expires: '2026-11-21T11:59:59+00:00' })
    expect(resendOf(messageFormOf(late, nowMs), late).edit).toEqual({ withoutExpiry: true })
    const early = sampled({ expires: '2026-11-21T12:00:01+00:00' })
    expect(resendOf(messageFormOf(early, nowMs), early).edit).toBeUndefined()
    expect(messageFormOf(message, nowMs).withoutExpiry).toBe(false)
  })

  it('without an offset is read as UTC', () => {
    expect(hasExpired({ expires: '2026-11-21T11:59:59' }, nowMs)).toBe(true)
    expect(hasExpired({ expires: '2026-11-21T12:00:01' }, nowMs)).toBe(false)
    expect(hasExpired({ expires: 'some day' }, nowMs)).toBe(false)
  })
})

it('marks what no worker could take, and a queue that is not named', () => {
  const faults = messageFaults({ ...form, args: '[1,', kwargs: '[]', queue: ' ', countdown: 'soon' }, message)
  expect(faults.args).toMatchObject({ line: 1, column: 4 })
  expect(faults.kwargs?.message).toContain('mapping')
  expect([faults.queue, faults.countdown].every((fault) => fault !== null)).toBe(true)
})
