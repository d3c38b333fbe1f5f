import { readFault } from '@/lib/aws/errors'
import type { Retryable } from './retry'
import { ShortBodyError } from './s3-body'

const throttled = ['SlowDown', 'ServiceUnavailable', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded']
const transient = ['InternalError', 'RequestTimeout', 'TimeoutError', 'OperationAborted']
const network = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** Whether asking S3 again can help, and whether it asked for fewer requests. */
export function classifyS3Error(error: unknown): Retryable {
  if (error instanceof ShortBodyError) return 'transient'
  const { name, nodeCode, status } = readFault(error)
  if (name === 'AbortError') return null
  // A server without that call will not have it in a second either.
  if (isNotImplemented(error)) return null
  if (throttled.includes(name) || status === 503 || status === 429) return 'throttled'
  if (transient.includes(name) || (status !== null && status >= 500)) return 'transient'
  if (nodeCode !== null && (network.includes(nodeCode) || nodeCode === 'ERR_STREAM_PREMATURE_CLOSE')) return 'transient'
  // The SDK has corrected its clock by what S3 answered, so the same request can pass now.
  if (isClockSkewCorrected(error)) return 'transient'
  // 200 and yet an error: the answer broke off before its XML was complete.
  if (status === 200) return 'transient'
  return null
}

/** Other servers than AWS's leave out calls; they answer so. */
export function isNotImplemented(error: unknown): boolean {
  const { name, status } = readFault(error)
  return name === 'NotImplemented' || status === 501
}

function isClockSkewCorrected(error: unknown): boolean {
  const metadata = (error as { $metadata?: { clockSkewCorrected?: boolean } } | null)?.$metadata
  return metadata?.clockSkewCorrected === true
}
