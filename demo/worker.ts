import { setTimeout as sleep } from 'node:timers/promises'
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import { taskKey } from '@/lib/celery/result-key'
import { basePath, bucket, type Cloud } from './cloud'
import {
  type Document,
  notRegisteredDocument,
  plain,
  py,
  type TaskRun,
  taskDocument,
  taskReference,
  toJsonBytes,
} from './documents'
import { failure } from './failures'
import { readMessage, type ShopMessage, writeMessage } from './message'
import { toPickleBytes } from './pickle'
import { shopOrigin } from './producer'
import type { Random } from './random'
import { failureRateAt } from './rhythm'
import { orderIdOf } from './seeded-object'
import { type Call, type QueueName, queueNames, type TaskType } from './task-type'
import { taskType, workerNames } from './task-types'

/** Tasks a queue's workers run at the same time. Few for reports, so that they pile up now and then. */
const slots: Record<QueueName, number> = { celery: 8, emails: 3, reports: 2 }
const longestHoldSeconds = 43_200
const maxRetries = 3

/** The shop's workers: they take messages from SQS and store results as Celery's do. Ends when the signal fires. */
export async function work(cloud: Cloud, random: Random, signal: AbortSignal): Promise<void> {
  await Promise.all(
    queueNames.flatMap((queue) =>
      Array.from({ length: slots[queue] }, () => runSlot({ cloud, random, signal, queue })),
    ),
  )
}

type Slot = { cloud: Cloud; random: Random; signal: AbortSignal; queue: QueueName }

async function runSlot(slot: Slot): Promise<void> {
  const { cloud, signal, queue } = slot
  const receive = new ReceiveMessageCommand({ QueueUrl: cloud.queueUrls[queue], WaitTimeSeconds: 10 })
  while (!signal.aborted) {
    const { Messages = [] } = await cloud.sqs.send(receive, { abortSignal: signal })
    for (const message of Messages) await handle(slot, message)
  }
}

async function handle(slot: Slot, received: Message): Promise<void> {
  const message = readMessage(received.Body ?? '')
  if (!message) return
  const now = new Date()
  const type = taskType(message.name)
  if (!type) {
    // Celery stores the failure and does not take the message off the queue.
    await store(slot, undefined, message.taskId, notRegisteredDocument(message.taskId, message.name, now))
    return
  }
  if (message.eta && message.eta > now) {
    await hold(slot, received, (message.eta.getTime() - now.getTime()) / 1000)
    return
  }
  const entry = { QueueUrl: slot.cloud.queueUrls[slot.queue], ReceiptHandle: received.ReceiptHandle }
  await slot.cloud.sqs.send(new DeleteMessageCommand(entry))
  await execute(slot, type, message)
}

/** Celery keeps a task with an ETA in memory, in flight. This worker lets SQS hide it until then, which looks the same. */
async function hold({ cloud, queue }: Slot, { ReceiptHandle }: Message, seconds: number): Promise<void> {
  const VisibilityTimeout = Math.min(longestHoldSeconds, Math.ceil(seconds))
  await cloud.sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: cloud.queueUrls[queue], ReceiptHandle, VisibilityTimeout }),
  )
}

async function execute(slot: Slot, type: TaskType, message: ShopMessage): Promise<void> {
  const { random, signal } = slot
  const run: TaskRun = {
    taskId: message.taskId,
    name: type.name,
    args: message.args,
    kwargs: message.kwargs,
    worker: random.pick(workerNames[slot.queue]),
    queue: message.queue,
    retries: message.retries,
    groupId: message.groupId ?? undefined,
    parentId: message.parentId ?? undefined,
    extended: type.extended,
  }
  const tell = (state: string, result: Parameters<typeof taskDocument>[2], children?: TaskRun['children']) =>
    store(slot, type, run.taskId, taskDocument({ ...run, children }, state, result, new Date()))

  if (message.expires && message.expires < new Date()) {
    await tell('REVOKED', {
      type: 'TaskRevokedError',
      module: 'celery.exceptions',
      args: py(['expired']),
      traceback: null,
    })
    return
  }
  await tell('STARTED', py({ pid: random.int(20, 900), hostname: run.worker }))
  const steps = type.progress?.steps ?? []
  const pause = random.around(type.typicalMs) / (steps.length + 1)
  await sleep(pause, undefined, { signal })
  for (const step of steps) {
    await tell(type.progress?.state ?? 'PROGRESS', py(step))
    await sleep(pause, undefined, { signal })
  }
  const call = callOf(message)
  const outcome = decide(random, type, message)
  if (outcome === 'retry' && type.retryFailure) {
    await slot.cloud.send(slot.queue, writeMessage(againSoon(random, message)))
    await tell('RETRY', failure(type.retryFailure, orderIdOf(call)), [taskReference(run.taskId)])
  } else if (outcome === 'fail') {
    await tell('FAILURE', failure(random.pick(type.failures), orderIdOf(call)))
  } else {
    await tell('SUCCESS', py(type.result(random, call)))
  }
}

/** What the shop sends goes wrong as often as its type does. What a person sends from the dashboard goes well. */
function decide(random: Random, type: TaskType, { origin, retries }: ShopMessage): 'succeed' | 'fail' | 'retry' {
  if (!shopOrigin.test(origin)) return 'succeed'
  if (type.retryRate && random.chance(retries === 0 ? type.retryRate : 0.4))
    return retries < maxRetries ? 'retry' : 'fail'
  const now = new Date()
  return random.chance(failureRateAt(type, now, now)) ? 'fail' : 'succeed'
}

/** The same id, one retry more, its own parent, in a few seconds: as `self.retry()` sends it. */
function againSoon(random: Random, message: ShopMessage): ShopMessage {
  const eta = new Date(Date.now() + random.int(5, 15) * 1000)
  return { ...message, retries: message.retries + 1, parentId: message.taskId, eta }
}

/** As Celery's backends do since 4.4.3: a stored SUCCESS is never overwritten. */
async function store({ cloud }: Slot, type: TaskType | undefined, taskId: string, document: Document): Promise<void> {
  const key = taskKey(basePath, taskId)
  if (await hasSucceeded(cloud, key)) return
  await cloud.put(key, type?.serializer === 'pickle' ? toPickleBytes(document) : toJsonBytes(document))
}

/** In all that this demo writes the state stands among the first bytes, whatever the serializer. */
async function hasSucceeded(cloud: Cloud, key: string): Promise<boolean> {
  try {
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: 'bytes=0-49' }))
    const start = await Body?.transformToString('latin1')
    return start?.includes('SUCCESS') ?? false
  } catch (error) {
    if (error instanceof NoSuchKey) return false
    throw error
  }
}

function callOf({ args, kwargs }: ShopMessage): Call {
  return {
    args: args.kind === 'array' ? args.items.map(plain) : [],
    kwargs: kwargs.kind === 'object' ? Object.fromEntries([...kwargs.entries].map(([k, v]) => [k, plain(v)])) : {},
  }
}
