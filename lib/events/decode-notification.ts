import { isBridgeEvent, readBridgeEvent } from './bridge-event'
import { type Fields, fieldsOf } from './event-fields'
import type { Notification } from './object-event'
import { readS3Record } from './s3-record'

/** An SQS message is at most 1 MiB; of an encoded one, no more is looked at either. */
const longestBody = 1_048_576
/** S3 sends one record a message; others may gather some. */
const mostRecords = 1000

/**
 * Understands the body of one message, in the three envelopes S3 events come in: from S3 itself (or from SNS with raw
 * delivery), wrapped by SNS, and through EventBridge (also behind SNS). Pure; whatever it cannot read is a problem with
 * its reason, and never an exception.
 */
export function decodeNotification(body: string): Notification {
  if (body.length > longestBody) return problem('The message is larger than any that SQS takes.')
  const fields = parse(body)
  if (!fields) return problem('The message is no JSON object.')
  if (!isSns(fields)) return readEnvelope(fields)
  if (fields.Type !== 'Notification') {
    return problem('SNS asks to confirm a subscription. Confirm it, or subscribe the queue from its own account.')
  }
  const inner = typeof fields.Message === 'string' ? parse(fields.Message) : null
  return inner ? readEnvelope(inner) : problem('The message inside the SNS notification is no JSON object.')
}

function readEnvelope(fields: Fields): Notification {
  if (isBridgeEvent(fields)) return gather([readBridgeEvent(fields)])
  if (Array.isArray(fields.Records)) {
    if (fields.Records.length > mostRecords) return problem(`The message holds more than ${mostRecords} records.`)
    return gather(fields.Records.map(readS3Record))
  }
  if (fields.Event === 's3:TestEvent') return { kind: 'test' }
  return problem('The message is no S3 event: neither Records nor a detail-type stands in it.')
}

function gather(readings: ReturnType<typeof readS3Record>[]): Notification {
  const result: Notification & { kind: 'events' } = { kind: 'events', events: [], others: 0, problem: null }
  for (const reading of readings) {
    if (reading === 'other') result.others += 1
    else if ('problem' in reading) result.problem ??= reading.problem
    else result.events.push(reading)
  }
  return result
}

/** SNS names its notifications by these; nothing that S3 or EventBridge writes has them at the top. */
function isSns(fields: Fields): boolean {
  return typeof fields.Type === 'string' && typeof fields.TopicArn === 'string'
}

function parse(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return null
  }
}

function problem(reason: string): Notification {
  return { kind: 'problem', reason }
}
