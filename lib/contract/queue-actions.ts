import { z } from 'zod'
import { filterText, isoTime } from './common'
import { argsText } from './tasks'
import { mostResent } from './values'

const reason = filterText(500).optional()

/** `force`: look although the redrive policy allows so few receives that looking moves messages to the dead letters. */
export const sampleRequest = z.strictObject({ force: z.boolean().default(false), reason })

/** What observed versions of Celery do with a message (lib/celery/check-task-message.ts). */
export const messageVerdict = z.object({
  version: z.string(),
  outcome: z.enum(['runs', 'revoked', 'fails', 'dropped', 'stays', 'worker dies']),
  why: z.string(),
})

const follower = z.object({ name: z.string().nullable(), kind: z.string(), taskId: z.string().nullable() })

/** One waiting message, decoded; inert, arguments cut at 100,000 characters. */
export const sampledMessage = z.object({
  messageId: z.string(),
  sizeBytes: z.number().int(),
  sentAt: isoTime.nullable(),
  /** This look included. */
  receiveCount: z.number().int(),
  /** Receives until it goes to the dead letters; null without a redrive policy. */
  receivesLeft: z.number().int().nullable(),
  taskId: z.string().nullable(),
  name: z.string().nullable(),
  /** JSON text; null where the body cannot be read. */
  args: z.string().nullable(),
  kwargs: z.string().nullable(),
  argumentsCut: z.boolean(),
  eta: z.string().nullable(),
  expires: z.string().nullable(),
  retries: z.number().nullable(),
  groupId: z.string().nullable(),
  origin: z.string().nullable(),
  /** Celery's own name of the queue it was sent to. */
  celeryQueue: z.string().nullable(),
  /** What would start afterwards: the rest of the chain, next link first. */
  chain: z.array(follower),
  chord: follower.nullable(),
  callbacks: z.array(follower),
  errbacks: z.array(follower),
  /** Some worker would die of it, drop it, or hand it back for ever. */
  malformed: z.boolean(),
  /** No result of a task of this name was ever seen; null where results carry no names, or the message has none. */
  neverSeen: z.boolean().nullable(),
  verdicts: z.array(messageVerdict),
  problems: z.array(z.string()),
  /** How the body is written; null where nobody can tell. */
  serializer: z.string().nullable(),
  /** The queue it goes back to: where it died, else the one it names. null where that is unknown, or it lies there. */
  goesTo: z.string().nullable(),
  /** Why it cannot be sent back as it is; null where it can. */
  resendRefusal: z.string().nullable(),
  /** Why its arguments cannot be changed; null where they can. */
  editRefusal: z.string().nullable(),
})
export type SampledMessage = z.infer<typeof sampledMessage>

export const queueSampleAnswer = z.object({
  items: z.array(sampledMessage),
  /** What looking did to the receive counts. */
  effect: z.string(),
})
export type QueueSampleAnswer = z.infer<typeof queueSampleAnswer>

/** What is changed in a message; all else in it stays to the letter. JSON text in Python's dialect. */
export const messageEdit = z.strictObject({
  args: argsText.optional(),
  kwargs: argsText.optional(),
  /** Seconds before it runs. */
  countdown: z.number().min(0).max(43_200).optional(),
  /** Takes away the time after which workers store REVOKED and do not run it. */
  withoutExpiry: z.boolean().optional(),
})
export type MessageEditRequest = z.infer<typeof messageEdit>

/** `to`: the queue to send to; without it each message goes where it died, or else to the queue it names itself. */
export const resendRequest = z
  .strictObject({
    messageIds: z.array(filterText(200)).min(1).max(mostResent),
    edit: messageEdit.optional(),
    to: filterText(200).optional(),
    reason,
  })
  .refine(({ edit, messageIds }) => !edit || messageIds.length === 1, {
    path: ['edit'],
    message: 'changes one message at a time: give one id',
  })
export type ResendRequest = z.infer<typeof resendRequest>

/** The next so many messages of a queue, those of one task type or all. */
export const resendManyRequest = z.strictObject({
  atMost: z.number().int().min(1).max(mostResent),
  name: filterText(500).optional(),
  to: filterText(200).optional(),
  perSecond: z.number().int().min(1).max(100).optional(),
  withoutExpiry: z.boolean().optional(),
  reason,
})
export type ResendManyRequest = z.infer<typeof resendManyRequest>

/** `duplicate`: sent, but the original could not be deleted, so it is in both queues. */
export const resendOutcome = z.object({
  messageId: z.string(),
  taskId: z.string().nullable(),
  name: z.string().nullable(),
  outcome: z.enum(['sent', 'duplicate', 'refused', 'failed', 'not_found']),
  queue: z.string().nullable(),
  why: z.string().nullable(),
})
export type ResendOutcome = z.infer<typeof resendOutcome>
export const resendAnswer = z.object({ items: z.array(resendOutcome) })

/**
 * `received`: how many were looked at; those of other types were given back. `ended`: `enough` were sent, the queue gave
 * no more (`empty`), or the call had looked at so many (`limit`) or taken so long (`time`) that it has to be repeated.
 */
export const resendManyAnswer = z.object({
  items: z.array(resendOutcome),
  received: z.number().int(),
  ended: z.enum(['enough', 'empty', 'limit', 'time']),
  /** What ended it early, in a sentence; null where nothing went wrong. */
  trouble: z.string().nullable(),
})
export type ResendManyAnswer = z.infer<typeof resendManyAnswer>

/** Messages per second; without it SQS chooses. */
export const redriveRequest = z.strictObject({ perSecond: z.number().int().min(1).max(500).optional(), reason })

export const redrive = z.object({
  status: z.enum(['running', 'completed', 'cancelling', 'cancelled', 'failed']),
  /** Approximate. */
  moved: z.number().int(),
  toMove: z.number().int().nullable(),
  perSecond: z.number().int().nullable(),
  startedAt: isoTime.nullable(),
  failure: z.string().nullable(),
})
export type RedriveState = z.infer<typeof redrive>
export const redriveList = z.object({ items: z.array(redrive) })
export type RedriveList = z.infer<typeof redriveList>

/** `confirm`: the name of the queue, typed. */
export const purgeRequest = z.strictObject({ confirm: z.string(), reason })
/** About so many messages were waiting or in flight. */
export const purgeAnswer = z.object({ purged: z.number().int() })

export const litterQueue = z.object({
  name: z.string(),
  createdAt: isoTime.nullable(),
  visible: z.number().int().nullable(),
  inFlight: z.number().int().nullable(),
})
export type LitterQueue = z.infer<typeof litterQueue>
export const litterList = z.object({ items: z.array(litterQueue) })
export type LitterList = z.infer<typeof litterList>
export const deleteLitterRequest = z.strictObject({ names: z.array(filterText(200)).min(1).max(200), reason })
export const deleteLitterAnswer = z.object({
  items: z.array(z.object({ name: z.string(), deleted: z.boolean(), why: z.string().nullable() })),
})
export type DeleteLitterAnswer = z.infer<typeof deleteLitterAnswer>
