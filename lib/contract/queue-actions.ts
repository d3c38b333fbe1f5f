import { z } from 'zod'
import { filterText, isoTime } from './common'

const reason = filterText(500).optional()

/** `force`: look although the redrive policy allows so few receives that looking moves messages to the dead letters. */
export const sampleRequest = z.strictObject({ force: z.boolean().default(false), reason })

/** What observed versions of Celery do with a message (lib/celery/check-task-message.ts). */
export const messageVerdict = z.object({
  version: z.string(),
  outcome: z.enum(['runs', 'revoked', 'fails', 'dropped', 'stays', 'worker dies']),
  why: z.string(),
})
export type MessageVerdict = z.infer<typeof messageVerdict>

const follower = z.object({ name: z.string().nullable(), kind: z.string(), taskId: z.string().nullable() })

/** One waiting message, decoded; inert, arguments cut at 4,000 characters. */
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
  /** Some worker would die of it, drop it, or hand it back for ever. */
  malformed: z.boolean(),
  /** No result of a task of this name was ever seen; null where results carry no names, or the message has none. */
  neverSeen: z.boolean().nullable(),
  verdicts: z.array(messageVerdict),
  problems: z.array(z.string()),
  /** Why it cannot be sent back as it is; null where it can. */
  resendRefusal: z.string().nullable(),
})
export type SampledMessage = z.infer<typeof sampledMessage>

export const queueSampleAnswer = z.object({
  items: z.array(sampledMessage),
  /** What looking did to the receive counts. */
  effect: z.string(),
})
export type QueueSampleAnswer = z.infer<typeof queueSampleAnswer>

export const mostResent = 100
/** `to`: the queue to send to; without it each message goes to the queue it names itself. */
export const resendRequest = z.strictObject({
  messageIds: z.array(filterText(200)).min(1).max(mostResent),
  to: filterText(200).optional(),
  reason,
})
export type ResendRequest = z.infer<typeof resendRequest>

/** `duplicate`: sent, but the original could not be deleted, so it is in both queues. */
export const resendOutcome = z.object({
  messageId: z.string(),
  outcome: z.enum(['sent', 'duplicate', 'refused', 'failed', 'not_found']),
  queue: z.string().nullable(),
  why: z.string().nullable(),
})
export type ResendOutcome = z.infer<typeof resendOutcome>
export const resendAnswer = z.object({ items: z.array(resendOutcome) })

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
