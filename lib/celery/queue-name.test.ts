import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromSqsName, isControlQueue, isFifoName, isSqsName, toSqsName } from './queue-name'

describe('toSqsName', () => {
  it.each([
    ['', 'celery', 'celery'],
    ['shop-', 'celery', 'shop-celery'],
    ['shop-', 'reports.daily/eu', 'shop-reports-daily_eu'],
    ['shop.', 'mail', 'shop-mail'],
    ['', 'orders.fifo', 'orders.fifo'],
    ['shop.', 'a.b.fifo', 'shop-a-b.fifo'],
    ['', 'a_b-c', 'a_b-c'],
    ['', '!"#$%&\'()*+,/:;<=>?@[\\]^`{|}~', '_'.repeat(29)],
  ])('maps prefix %j and queue %j to %j', (prefix, queue, sqsName) => {
    expect(toSqsName(prefix, queue)).toBe(sqsName)
  })

  it('gives back a name that maps to the same queue', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (prefix, queue) => {
        const sqsName = toSqsName(prefix, queue)
        const back = fromSqsName(prefix, sqsName)
        // ".fifo" split between prefix and queue is no name anybody has.
        if (isFifoName(prefix) || (isFifoName(sqsName) && queue.length <= '.fifo'.length)) return
        expect(back).not.toBeNull()
        expect(toSqsName(prefix, back ?? '')).toBe(sqsName)
      }),
    )
  })
})

it('knows no name for a queue of another application', () => {
  expect(fromSqsName('shop-', 'blog-celery')).toBeNull()
  expect(fromSqsName('shop-', 'shop-')).toBeNull()
  expect(fromSqsName('shop-', 'shop-mail.fifo')).toBe('mail.fifo')
})

it('tells the queues of remote control and events', () => {
  expect(isControlQueue('celery@web-1-celery-pidbox')).toBe(true)
  expect(isControlQueue('celeryev-7d9f')).toBe(true)
  expect(isControlQueue('celery')).toBe(false)
})

it('tells names SQS cannot have', () => {
  expect(isSqsName('shop-mail.fifo')).toBe(true)
  expect(isSqsName('zażółć')).toBe(false)
  expect(isSqsName('a.b')).toBe(false)
  expect(isSqsName('')).toBe(false)
  expect(isSqsName('x'.repeat(81))).toBe(false)
})

it.each(['celery_web-1-celery-pidbox', '0f8fad5b.reply.celery.pidbox', 'celeryev-7d9f0a'])(
  '%s was made for remote control or events',
  (name) => expect(isControlQueue(name)).toBe(true),
)

it.each(['celery', 'pidbox', 'celery-pidbox', 'pidbox-mails', 'my-celery-pidbox-2', 'celeryev', 'celeryevents'])(
  '%s may be an application’s own',
  (name) => expect(isControlQueue(name)).toBe(false),
)
