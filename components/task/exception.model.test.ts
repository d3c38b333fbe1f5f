import { describe, expect, it } from 'vitest'
import { meaningOf, tellsMore } from './exception.model'
import { value } from './testing'

const more = (json: string) => tellsMore({ type: 'E', module: null, message: 'm', args: value(json) })

describe('arguments of an exception', () => {
  it.each(['[]', '["timed out"]', '[30]', '["bad", 42, null]', '"plain text of an old Celery"'])(
    '%s says nothing beyond the message',
    (json) => expect(more(json)).toBe(false),
  )
  it.each(['[{"code": 3}]', '[[1, 2]]'])('%s is worth a look', (json) => expect(more(json)).toBe(true))
})

describe('exceptions of Celery', () => {
  it('are explained, those of an application are not', () => {
    expect(meaningOf({ type: 'WorkerLostError', module: 'billiard.exceptions' })).toMatch(/process died/)
    expect(meaningOf({ type: 'WorkerLostError', module: 'app.errors' })).toBeNull()
    expect(meaningOf({ type: 'constructor', module: null })).toBeNull()
  })
})
