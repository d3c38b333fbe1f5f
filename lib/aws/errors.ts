import { AppError, type ErrorCode, isAppError } from '@/lib/errors'

/** What was being tried, in words for a person. Never put a secret into any of these. */
export type Attempt = {
  service: 'S3' | 'SQS'
  /** Continues "Could not …": "list s3://shop/results/". */
  doing: string
  /** The IAM action it needs: "s3:ListBucket". */
  action: string
  /** The bucket or queue by name. */
  resource: string
  region: string | null
}

type Finding = { code: ErrorCode; why: string; details?: Record<string, unknown> }

/**
 * Turns whatever the AWS SDK threw into an AppError with one plain sentence: what failed, why, what to do. Told apart by
 * error name, status and Node's error code, never by message text. An AppError and an abort come back as they are, so
 * `throw toAppError(error, attempt)` is always right.
 */
export function toAppError(error: unknown, attempt: Attempt): Error {
  if (isAppError(error)) return error
  const fault = readFault(error)
  if (fault.name === 'AbortError' && error instanceof Error) return error
  const { code, why, details } = find(fault, attempt)
  return new AppError(code, `Could not ${attempt.doing}: ${why}`, {
    cause: error,
    details: {
      service: attempt.service,
      action: attempt.action,
      resource: attempt.resource,
      ...(attempt.region ? { region: attempt.region } : {}),
      ...details,
    },
  })
}

/**
 * The facts of a thrown value that classification needs. `name` is the AWS error code where AWS answered, without the
 * namespace that SQS's older protocol puts before some.
 */
export type Fault = {
  name: string
  nodeCode: string | null
  status: number | null
  /** Where AWS said the bucket really lies. */
  bucketRegion: string | null
  /** The IAM action named in AWS's own refusal. */
  deniedAction: string | null
}

export function readFault(error: unknown): Fault {
  const fields = asRecord(error)
  const headers = asRecord(asRecord(fields.$response).headers)
  const message = text(fields.message) ?? ''
  const nodeCode = text(fields.code) ?? text(asRecord(fields.cause).code)
  return {
    name: (text(fields.name) ?? 'Error').replace(/^AWS\.SimpleQueueService\./, ''),
    nodeCode,
    status:
      typeof asRecord(fields.$metadata).httpStatusCode === 'number'
        ? Number(asRecord(fields.$metadata).httpStatusCode)
        : null,
    bucketRegion: text(fields.Region) ?? text(headers['x-amz-bucket-region']),
    // Not to tell errors apart, only to be more exact: an object under a KMS key fails with kms:Decrypt, not s3:GetObject.
    deniedAction: /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1] ?? null,
  }
}

function find(fault: Fault, attempt: Attempt): Finding {
  const { name, nodeCode, status } = fault
  const { service, resource } = attempt
  if (has(NO_CREDENTIALS, name)) {
    return {
      code: 'no_credentials',
      why: `no AWS credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, choose a profile with AWS_PROFILE, or give this machine a role; ${ownCredentials[service]}.`,
    }
  }
  if (has(UNKNOWN_KEY, name)) {
    return {
      code: 'no_credentials',
      why: 'AWS does not know this access key. Check the access key id, and that it belongs to the account and partition in use.',
    }
  }
  if (has(BAD_SIGNATURE, name)) {
    return {
      code: 'no_credentials',
      why: `AWS refused the signature${inRegion(attempt)}. The secret key is most likely wrong (a slash or plus in a URL must be percent-encoded); a wrong region looks the same.`,
    }
  }
  if (has(EXPIRED, name)) {
    return {
      code: 'no_credentials',
      why: 'the temporary credentials have expired or their session token is wrong. Renew them (for example "aws sso login"), then restart.',
    }
  }
  if (has(CLOCK, name)) {
    return {
      code: 'upstream',
      why: 'the clock of this machine differs too much from the one of AWS. Set the time and try again.',
    }
  }
  if (has(WRONG_REGION, name) || status === 301) {
    const setting = regionSetting[service]
    const why = fault.bucketRegion
      ? `${resource} lies in ${fault.bucketRegion}, but was asked for${inRegion(attempt) || ' elsewhere'}. Set ${setting} to ${fault.bucketRegion}.`
      : `${resource} does not lie${inRegion(attempt) || ' in this region'}. Set ${setting} to the region where it is.`
    return { code: 'wrong_region', why, details: fault.bucketRegion ? { bucketRegion: fault.bucketRegion } : {} }
  }
  if (has(NO_BUCKET, name)) {
    return {
      code: 'no_such_bucket',
      why: `there is no bucket named "${resource}". Check CELERY_S3_BUCKET and the account.`,
    }
  }
  if (has(NO_QUEUE, name)) {
    return {
      code: 'no_such_queue',
      why: `there is no queue "${resource}"${inRegion(attempt)}. Check the name, queue_name_prefix and region; a worker creates its queues when it starts.`,
    }
  }
  if (has(TOO_LARGE, name) || status === 413) {
    return { code: 'too_large', why: `it is larger than ${service} accepts.` }
  }
  if (has(THROTTLED, name) || status === 429 || status === 503) {
    return {
      code: 'throttled',
      why: `${service} asked to slow down (${said(fault)}), again after several attempts. It will be tried again later.`,
    }
  }
  if (has(DENIED, name) || status === 401 || status === 403) {
    const action = fault.deniedAction ?? attempt.action
    return {
      code: 'access_denied',
      why: `access was denied. Allow ${action} on ${resource}${inRegion(attempt)} to the credentials the dashboard uses.`,
      details: { action },
    }
  }
  const network = nodeCode === null ? undefined : NETWORK[nodeCode]
  if (network) return { code: 'upstream', why: `${network} Check the endpoint, the region and the network.` }
  if (name === 'TimeoutError')
    return { code: 'upstream', why: `${service} did not answer in time. Check the endpoint and the network.` }
  if (nodeCode !== null && /CERT|TLS|SSL|EPROTO|SIGNATURE/.test(nodeCode)) {
    return {
      code: 'upstream',
      why: `the TLS connection failed (${nodeCode}). Check that the endpoint's scheme (http or https) and certificate are right.`,
    }
  }
  if (status !== null && status < 300) {
    return {
      code: 'upstream',
      why: `the answer could not be read as one of ${service}. Check that the endpoint is ${service} and no proxy or web page.`,
    }
  }
  return { code: 'upstream', why: `${service} answered with an error (${said(fault)}).` }
}

const NO_CREDENTIALS = [
  'CredentialsProviderError',
  'TokenProviderError',
  'MissingAuthenticationToken',
  'MissingSecurityHeader',
]
const UNKNOWN_KEY = [
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'NotSignedUp',
  'OptInRequired',
]
const BAD_SIGNATURE = [
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'AuthFailure',
  'InvalidSecurity',
]
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'InvalidToken']
const CLOCK = ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']
const WRONG_REGION = [
  'PermanentRedirect',
  'TemporaryRedirect',
  'Redirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]
const NO_BUCKET = ['NoSuchBucket', 'InvalidBucketName']
const NO_QUEUE = ['QueueDoesNotExist', 'NonExistentQueue', 'QueueDeletedRecently', 'InvalidAddress']
const TOO_LARGE = ['EntityTooLarge', 'InvalidMessageSize', 'BatchRequestTooLong']
const THROTTLED = [
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'BandwidthLimitExceeded',
  'ServiceUnavailable',
  'OverLimit',
]
const DENIED = ['AccessDenied', 'AccessDeniedException', 'AllAccessDisabled', 'AccountProblem', 'Forbidden']

/** Node's system error codes. Every one continues "Could not list …:". */
const NETWORK: Record<string, string> = {
  ECONNREFUSED: 'nothing accepts connections at that address.',
  ENOTFOUND: 'the host name is not known.',
  EAI_AGAIN: 'the host name could not be looked up.',
  ECONNRESET: 'the connection was cut off.',
  EPIPE: 'the connection was cut off.',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut off before the whole answer had come.',
  ETIMEDOUT: 'no answer came in time.',
  EHOSTUNREACH: 'there is no way to that host.',
  ENETUNREACH: 'there is no way to that network.',
}

const regionSetting = {
  S3: 'CELERY_S3_REGION (or AWS_REGION)',
  SQS: '"region" in CELERY_BROKER_TRANSPORT_OPTIONS (or AWS_REGION)',
}

const ownCredentials = {
  S3: 'CELERY_S3_ACCESS_KEY_ID and CELERY_S3_SECRET_ACCESS_KEY work too',
  SQS: 'a broker URL of the form sqs://key:secret@ works too',
}

function inRegion({ region }: Attempt): string {
  return region ? ` in ${region}` : ''
}

/** AWS's error code or the status, never its message: messages repeat what was sent. */
function said({ name, status, nodeCode }: Fault): string {
  const word = ['Error', 'Unknown', 'UnknownError'].includes(name) ? nodeCode : name
  return [status, word].filter((part) => part !== null).join(' ') || 'no details'
}

function has(names: string[], name: string): boolean {
  return names.includes(name)
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
