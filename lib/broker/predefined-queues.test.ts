import { expect, it } from 'vitest'
import type { SqsOptions } from '@/lib/aws/options'
import { areSiblings, readPredefinedQueues } from './predefined-queues'

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
const read = (predefinedQueues: SqsOptions['predefinedQueues'], queueNamePrefix = '') =>
  readPredefinedQueues({ kind: 'sqs', queueNamePrefix, predefinedQueues, queues: [], aws: {} })

it('takes the region from an AWS address, and keeps the given one for any other', () => {
  const aws = { region: 'us-east-1', credentials }
  const queues = read({
    a: { url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/a', aws },
    b: { url: 'https://eu-north-1.queue.amazonaws.com/123456789012/b', aws },
    c: { url: 'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/c', aws },
    d: { url: 'http://localhost:4566/000000000000/d', aws },
    e: { url: 'https://sqs.eu-west-1.amazonaws.com/1/e', aws: { ...aws, endpoint: 'http://localhost:4566' } },
  })
  expect(queues.map((queue) => queue.aws.region)).toEqual([
    'eu-west-1',
    'eu-north-1',
    'cn-north-1',
    'us-east-1',
    'us-east-1',
  ])
  expect(queues.every((queue) => queue.aws.credentials === credentials)).toBe(true)
})

it('names a queue as its routing_key must be: the key without the prefix kombu adds', () => {
  const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/whatever.fifo'
  const [mail, other] = read({ 'shop-mail.fifo': { url, aws: {} }, letters: { url, aws: {} } }, 'shop-')
  expect(mail?.queue).toEqual({ name: 'mail.fifo', sqsName: 'whatever.fifo', url, fifo: true })
  expect(other?.queue.name).toBe('letters')
})

it('knows which queues share an account and a region', () => {
  const queue = 'https://sqs.eu-west-1.amazonaws.com/123456789012/mail'
  expect(areSiblings(queue, 'https://sqs.eu-west-1.amazonaws.com/123456789012/mail-dead')).toBe(true)
  expect(areSiblings(queue, 'https://sqs.eu-west-1.amazonaws.com/999999999999/mail')).toBe(false)
})
