import { randomUUID } from 'node:crypto'
import { type SqsQueue, SqsStore } from '../node_modules/fauxqs/dist/sqs/sqsStore.js'
import type { SqsMessage } from '../node_modules/fauxqs/dist/sqs/sqsTypes.js'

/** What fauxqs's server (Fastify) gives its hooks, as far as it is used here. */
type Request = { headers: Record<string, unknown>; body: unknown }
type Reply = { code(status: number): Reply; header(name: string, value: string): Reply; send(body: unknown): unknown }
type Server = {
  addHook(name: 'preHandler', hook: (request: Request, reply: Reply, done: () => void) => void): unknown
  addHook(
    name: 'preSerialization',
    hook: (request: Request, reply: Reply, answer: unknown, done: (error: null, answer: unknown) => void) => void,
  ): unknown
}

type Move = {
  TaskHandle: string
  Status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  SourceArn: string
  DestinationArn?: string
  MaxNumberOfMessagesPerSecond?: number
  ApproximateNumberOfMessagesMoved: number
  ApproximateNumberOfMessagesToMove: number
  StartedTimestamp: number
  FailureReason?: string
}

const stepMs = 100
const fastest = 500

class Refusal extends Error {
  constructor(readonly type: string) {
    super(type)
  }
}

/**
 * SQS's message move tasks, which fauxqs 1.9.2 does not know, for a server on the given store: messages go back to the
 * queue they came from or to the one asked for, at the pace asked for, with new ids. Received messages say whose dead
 * letters they are, as in SQS. Call it before any queue is made.
 */
export function addMessageMoves(server: Server, store: SqsStore): void {
  const moves: Move[] = []
  const sources = new Map<string, string>()
  noteSources(store, sources)

  function list({ SourceArn, MaxResults }: Record<string, unknown>) {
    const latest = moves.filter((move) => move.SourceArn === SourceArn).slice(0, Number(MaxResults ?? 1))
    return { Results: latest.map((move) => (move.Status === 'RUNNING' ? move : { ...move, TaskHandle: undefined })) }
  }

  function cancel({ TaskHandle }: Record<string, unknown>) {
    const move = moves.find((each) => each.TaskHandle === TaskHandle && each.Status === 'RUNNING')
    if (!move) throw new Refusal('ResourceNotFoundException')
    move.Status = 'CANCELLED'
    return { ApproximateNumberOfMessagesMoved: move.ApproximateNumberOfMessagesMoved }
  }

  function start(body: Record<string, unknown>) {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate } = body as Partial<Move>
    const from = store.getQueueByArn(SourceArn ?? '')
    if (!from || (DestinationArn && !store.getQueueByArn(DestinationArn)))
      throw new Refusal('ResourceNotFoundException')
    if (!isDeadLetterQueue(store, from)) throw new Refusal('InvalidParameterValueException')
    if (rate !== undefined && (rate < 1 || rate > fastest)) throw new Refusal('InvalidParameterValueException')
    if (moves.some((each) => each.SourceArn === from.arn && each.Status === 'RUNNING'))
      throw new Refusal('UnsupportedOperation')
    const move: Move = {
      TaskHandle: randomUUID(),
      Status: 'RUNNING',
      SourceArn: from.arn,
      DestinationArn,
      MaxNumberOfMessagesPerSecond: rate,
      ApproximateNumberOfMessagesMoved: 0,
      ApproximateNumberOfMessagesToMove: from.messages.length,
      StartedTimestamp: Date.now(),
    }
    moves.unshift(move)
    const timer = setInterval(() => {
      step(move, from)
      if (move.Status !== 'RUNNING') clearInterval(timer)
    }, stepMs)
    timer.unref()
    return { TaskHandle: move.TaskHandle }
  }

  /** What is due by now. */
  function step(move: Move, from: SqsQueue): void {
    if (move.Status !== 'RUNNING') return
    const seconds = (Date.now() - move.StartedTimestamp) / 1000
    const due = Math.floor(seconds * (move.MaxNumberOfMessagesPerSecond ?? fastest))
    from.processTimers()
    while (move.ApproximateNumberOfMessagesMoved < due) {
      const [message] = from.messages
      if (!message) {
        move.Status = 'COMPLETED'
        return
      }
      const to = store.getQueueByArn(move.DestinationArn ?? sources.get(message.messageId) ?? '')
      if (!to) {
        move.Status = 'FAILED'
        move.FailureReason = 'CouldNotDetermineMessageSource'
        return
      }
      from.messages.shift()
      to.enqueue(copyOf(message))
      move.ApproximateNumberOfMessagesMoved += 1
    }
  }

  const answers = new Map<unknown, (body: Record<string, unknown>) => unknown>([
    ['AmazonSQS.StartMessageMoveTask', start],
    ['AmazonSQS.ListMessageMoveTasks', list],
    ['AmazonSQS.CancelMessageMoveTask', cancel],
  ])
  server.addHook('preHandler', (request, reply, done) => {
    const answer = answers.get(request.headers['x-amz-target'])
    if (!answer) return done()
    reply.header('content-type', 'application/x-amz-json-1.0')
    try {
      reply.send(answer(request.body as Record<string, unknown>))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      reply.code(400).send({ __type: `com.amazonaws.sqs#${error.type}`, message: 'Refused.' })
    }
  })
  server.addHook('preSerialization', (_request, _reply, answer, done) => {
    const { Messages = [] } = (answer ?? {}) as { Messages?: { MessageId: string; Attributes?: object }[] }
    for (const message of Messages) {
      const source = sources.get(message.MessageId)
      if (source) message.Attributes = { ...message.Attributes, DeadLetterQueueSourceArn: source }
    }
    done(null, answer)
  })
}

/** Remembers, by the id of a message, the queue it died in. */
function noteSources(store: SqsStore, sources: Map<string, string>): void {
  const create = store.createQueue.bind(store)
  store.createQueue = (...definition) => {
    const queue = create(...definition)
    const dequeue = queue.dequeue.bind(queue)
    queue.dequeue = (most, hideSeconds, resolve) =>
      dequeue(most, hideSeconds, (arn) => {
        const deadLetters = resolve?.(arn)
        if (!deadLetters) return undefined
        const noted = {
          enqueue(message: SqsMessage) {
            sources.set(message.messageId, queue.arn)
            deadLetters.enqueue(message)
          },
        }
        return noted as SqsQueue // All that dequeue does with a dead-letter queue is put a message into it.
      })
    return queue
  }
}

function isDeadLetterQueue(store: SqsStore, { arn }: SqsQueue): boolean {
  return store.listQueues().some(({ attributes }) => attributes.RedrivePolicy?.includes(`"${arn}"`))
}

/** A new id, a new time, and no receives. */
function copyOf({ body, messageAttributes, messageGroupId, messageDeduplicationId }: SqsMessage): SqsMessage {
  return SqsStore.createMessage(body, messageAttributes, undefined, messageGroupId, messageDeduplicationId)
}
