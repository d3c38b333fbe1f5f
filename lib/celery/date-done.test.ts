import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDateTime, readDateDone } from './date-done'
import { pyNull, pyNumber, pyString, typedValue } from './py-value'

const iso = (text: string) => {
  const ms = parseDateTime(text)
  return ms === null ? null : new Date(ms).toISOString()
}

describe('parseDateTime', () => {
  it.each([
    ['2024-05-17T13:45:30.123456', '2024-05-17T13:45:30.123Z'],
    ['2024-05-17T13:45:30', '2024-05-17T13:45:30.000Z'],
    ['2024-05-17T13:45:30.999999', '2024-05-17T13:45:30.999Z'],
    ['2024-05-17T13:45:30.5Z', '2024-05-17T13:45:30.500Z'],
    ['2024-05-17T13:45:30.123456+00:00', '2024-05-17T13:45:30.123Z'],
    ['2026-11-21T00:09:55.312249+02:00', '2026-11-20T22:09:55.312Z'],
    ['2026-11-20T17:09:55.312249-05:30', '2026-11-20T22:39:55.312Z'],
    ['2024-05-17T13:45:30+0200', '2024-05-17T11:45:30.000Z'],
    ['2024-05-17T00:00:00+01:01:01', '2024-05-16T22:58:59.000Z'],
    ['2024-05-17 13:45:30', '2024-05-17T13:45:30.000Z'],
    ['2024-05-17T13:45', '2024-05-17T13:45:00.000Z'],
    ['2024-05-17', '2024-05-17T00:00:00.000Z'],
    ['2024-02-29T23:59:59', '2024-02-29T23:59:59.000Z'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00.000Z'],
    ['1969-12-31T23:59:59.5', '1969-12-31T23:59:59.500Z'],
    ['2023-02-29T00:00:00', null],
    ['2024-13-01T00:00:00', null],
    ['2024-00-01T00:00:00', null],
    ['2024-01-00T00:00:00', null],
    ['2024-05-17T24:00:00', null],
    ['2024-05-17T13:60:00', null],
    ['2024-05-17T13:45:30+25:00', null],
    ['0000-01-01T00:00:00', null],
    ['9999-12-31T23:59:59-23:59', null],
    ['9999-12-31T23:59:59.999999', '9999-12-31T23:59:59.999Z'],
    ['0001-01-01T00:00:00+00:01', null],
    ['yesterday', null],
    ['1715953530', null],
    ['', null],
  ])('reads %s as %s', (text, expected) => expect(iso(text)).toBe(expected))

  it('agrees with Date on every ISO text, whatever the zone of this machine', () => {
    const date = fc.date({
      min: new Date('1000-01-01'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(date, (any) => {
        expect(parseDateTime(any.toISOString())).toBe(any.getTime())
        expect(parseDateTime(any.toISOString().slice(0, -1))).toBe(any.getTime())
      }),
    )
  })
})

describe('readDateDone', () => {
  it('keeps the text, with microseconds and offset', () => {
    const text = '2026-11-21T00:09:55.312249+02:00'
    expect(readDateDone(pyString(text))).toEqual({ ms: Date.parse('2026-11-20T22:09:55.312Z'), text })
  })

  it("takes Celery 4.3's datetime objects", () => {
    const text = '2024-05-17T13:45:30.123456'
    expect(readDateDone(typedValue('datetime', pyString(text)))).toEqual({ ms: Date.parse(`${text}Z`), text })
  })

  it('keeps text that is no date, and takes nothing else', () => {
    expect(readDateDone(pyString('soon'))).toEqual({ ms: null, text: 'soon' })
    expect(readDateDone(undefined)).toBeNull()
    expect(readDateDone(pyNull())).toBeNull()
    expect(readDateDone(pyNumber(5))).toBeNull()
    expect(readDateDone(typedValue('date', pyString('2024-05-17')))).toBeNull()
  })
})
