import type { ResendOutcome, SampledMessage } from '@/lib/contract/queue-actions'

/** A sound dead letter, as the API tells of it. */
export function sampled(change: Partial<SampledMessage> = {}): SampledMessage {
  return {
    messageId: 'm-1',
    sizeBytes: 1_100,
    sentAt: '2026-11-21T11:00:00.000Z',
    receiveCount: 4,
    receivesLeft: null,
    taskId: 'job-1',
    name: 'shop.add',
    args: '[1, 1180591620717411303424]',
    kwargs: '{}',
    argumentsCut: false,
    eta: null,
    expires: null,
    retries: 0,
    groupId: null,
    origin: null,
    celeryQueue: 'emails',
    chain: [],
    chord: null,
    callbacks: [],
    errbacks: [],
    malformed: false,
    neverSeen: false,
    verdicts: [],
    problems: [],
    serializer: 'json',
    goesTo: 'emails',
    resendRefusal: null,
    editRefusal: null,
    ...change,
  }
}

export function outcome(messageId: string, change: Partial<ResendOutcome> = {}): ResendOutcome {
  return { messageId, taskId: messageId, name: 'shop.add', outcome: 'sent', queue: 'emails', why: null, ...change }
}
