import { SqsStore } from '../node_modules/fauxqs/dist/sqs/sqsStore.js'
import { queuePrefix } from './cloud'
import type { Emulator } from './emulator'

const day = 86_400

/** What workers of Celery 3.1 left in SQS years ago: queues of remote control and of events. Age in days, messages. */
const left: [name: string, ageDays: number, messages: number][] = [
  ['celery_web-1-celery-pidbox', 2213, 0],
  ['celery_web-2-celery-pidbox', 2213, 0],
  ['3f2b8c1e-reply-celery-pidbox', 1930, 2],
  ['celeryev-0b0ff5a4-7b58-4bd4-a2c7-3b8a6d0e4a11', 1930, 0],
]

/** Made inside the emulator, since no request can date a queue back. */
export function leaveLitter({ sqs }: Pick<Emulator, 'sqs'>, now: Date): void {
  for (const [name, ageDays, messages] of left) {
    const sqsName = queuePrefix + name
    const url = sqs.buildQueueUrl(sqsName)
    const queue = sqs.createQueue(sqsName, url, `arn:aws:sqs:eu-west-1:000000000000:${sqsName}`, {})
    const made = Math.floor(now.getTime() / 1000) - ageDays * day
    Object.assign(queue, { createdTimestamp: made, lastModifiedTimestamp: made })
    for (let count = messages; count > 0; count -= 1) queue.enqueue(SqsStore.createMessage('{}'))
  }
}
