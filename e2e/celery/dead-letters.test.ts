import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readTaskMessage } from '@/lib/celery/task-message'
import { queueSampleAnswer, resendAnswer, resendManyAnswer } from '@/lib/contract/queue-actions'
import { known } from './answers'
import { queuePrefix, region } from './configuration'
import { celeryVersion, findPython } from './python'
import { openSetting, type Setting } from './setting'

/** What park.py prints. */
const parked = z.object({ case: z.string(), first: z.string(), last: z.string(), result: z.number() })

const python = findPython()
if (!python) {
  console.warn('SKIPPED: no Python with celery, boto3 and pycurl.')
  describe('dead letters of a real Celery app', () => it.skip('run once sent back (no Python with Celery here)'))
} else {
  const setting = await openSetting(python, { idle: true })
  afterAll(() => setting.stop())
  await describeDeadLetters(setting, celeryVersion(python)).catch(async (error: unknown) => {
    await setting.stop()
    throw error
  })
}

async function describeDeadLetters(setting: Setting, version: string): Promise<void> {
  const { dashboard, emulatorUrl } = setting
  const flows = z.array(parked).parse(await setting.runApp(['park.py']))
  await letDie(emulatorUrl)
  const dead = await bodiesIn(emulatorUrl, 'dead')
  const { items } = await ask('sample', {}, queueSampleAnswer)

  async function ask<T>(verb: string, body: object, schema: z.ZodType<T>): Promise<T> {
    const { status, text } = await dashboard.request('POST', `/queues/dead/${verb}`, body)
    if (status !== 200) throw new Error(`${verb} was answered with ${status}: ${text}`)
    return schema.parse(JSON.parse(text))
  }
  const flow = (name: string) =>
    known(
      flows.find((one) => one.case === name),
      name,
    )
  const messageOf = (taskId: string) =>
    known(
      items.find((item) => item.taskId === taskId),
      taskId,
    )

  describe(`Dead letters of Celery ${version}`, () => {
    it('are told with what would follow, and where they go back to', () => {
      // A chain waits as one message, a chord of two as three: its members and celery.chord_unlock.
      expect(items.map(({ goesTo, resendRefusal, editRefusal }) => [goesTo, resendRefusal, editRefusal])).toEqual(
        Array(8).fill(['celery', null, null]),
      )
      expect(messageOf(flow('broken chain').first).chain.map(({ name }) => name)).toEqual([
        'interop.add',
        'interop.add',
      ])
      expect(messageOf(flow('broken chord').first).chord).toMatchObject({ name: 'interop.total' })
    })

    it('go back edited in their arguments alone, and byte for byte', async () => {
      for (const name of ['broken chain', 'broken chord']) {
        const { messageId } = messageOf(flow(name).first)
        const edited = await ask('resend', { messageIds: [messageId], edit: { args: '[1, 1]' } }, resendAnswer)
        expect(edited.items).toMatchObject([{ outcome: 'sent', queue: 'celery' }])
      }
      const unlocks = await ask('resend-many', { atMost: 100, name: 'celery.chord_unlock' }, resendManyAnswer)
      expect(unlocks.items.map(({ outcome }) => outcome)).toEqual(['sent', 'sent'])
      const rest = await ask('resend-many', { atMost: 100 }, resendManyAnswer)
      expect([rest.items.length, rest.ended]).toEqual([4, 'empty'])

      expect(await bodiesIn(emulatorUrl, 'dead')).toEqual([])
      const sent = await bodiesIn(emulatorUrl, 'celery')
      const editedIds = [flow('broken chain').first, flow('broken chord').first]
      const isEdited = (body: string) => editedIds.includes(readTaskMessage(body).taskId ?? '')
      expect(sent.filter((body) => !isEdited(body)).sort()).toEqual(dead.filter((body) => !isEdited(body)).sort())
      const read = (bodies: string[]) => bodies.filter(isEdited).map(readTaskMessage)
      const byId = (a: { taskId: string | null }, b: { taskId: string | null }) =>
        String(a.taskId).localeCompare(String(b.taskId))
      expect(read(sent).sort(byId)).toEqual(
        read(dead)
          .map((message) => ({ ...message, args: '[1, 1]' }))
          .sort(byId),
      )
    })

    it('run, their chains go on, and their chords come together', async () => {
      await setting.restartWorker({})
      for (const { last, result } of flows)
        expect(await setting.waitForState(last, 'SUCCESS')).toMatchObject({ result: String(result) })
    })
  })
}

/** All that waits in the worker's queue is received once more than its new policy allows. */
async function letDie(url: string): Promise<void> {
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' }
  const sqs = new SQSClient({ endpoint: url, region, credentials, useQueueUrlAsEndpoint: false })
  const create = async (name: string) => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: queuePrefix + name }))
    return QueueUrl
  }
  await create('dead')
  const QueueUrl = await create('celery')
  const deadLetterTargetArn = `arn:aws:sqs:${region}:000000000000:${queuePrefix}dead`
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 })
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }))
  for (const _ of [1, 2])
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }))
  sqs.destroy()
}

/** The emulator's own window into a queue: receiving would change what is looked at. */
async function bodiesIn(url: string, name: string): Promise<string[]> {
  const answer = await fetch(`${url}/_fauxqs/queues/${queuePrefix}${name}`)
  const { messages } = (await answer.json()) as { messages: { ready: { body: string }[] } }
  return messages.ready.map(({ body }) => body)
}
