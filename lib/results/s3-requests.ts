import { S3Client } from '@aws-sdk/client-s3'
import { clientConfig } from '@/lib/aws/client-config'
import { toAppError } from '@/lib/aws/errors'
import type { AwsOptions } from '@/lib/aws/options'
import { createAdaptiveLimiter } from './adaptive-limiter'
import { defaultRetryPolicy, type RetryPolicy, withRetries } from './retry'
import { classifyS3Error } from './s3-errors'
import { createS3Wire } from './s3-wire'
import type { RequestMeter } from './store'

/** What is being asked, for the meter and for the sentence of a failure: "Could not <doing>: ...". */
export type S3Request = { operation: string; doing: string; action: string }

export type S3RequestOptions = {
  meter?: RequestMeter
  /** Requests at once, at most; fewer after throttling. The engine stays below it, so that a person is not kept waiting. */
  maximumRequests?: number
  retry?: RetryPolicy
  /** Milliseconds until the first or the next byte of an answer must have come; the client's own patience without it. */
  patienceMs?: number
}

/** The SDK's client for commands, and the short way for the requests that are made by the thousand. */
export type Ways = { client: S3Client; wire: ReturnType<typeof createS3Wire> }

/** The requests of one bucket: bounded, repeated where that can help, counted. */
export type S3Requests = {
  readonly bucket: string
  readonly retry: RetryPolicy
  /** Throws what the SDK threw last; `explain` turns that into an AppError. */
  send<T>(what: S3Request, signal: AbortSignal, attempt: (ways: Ways) => Promise<T>): Promise<T>
  explain(error: unknown, what: S3Request): Promise<Error>
}

export function createS3Requests(bucket: string, aws: AwsOptions, options: S3RequestOptions = {}): S3Requests {
  const { meter = () => {}, maximumRequests = 96, retry = defaultRetryPolicy, patienceMs } = options
  const limiter = createAdaptiveLimiter(maximumRequests)
  const config = clientConfig(aws)
  const patience = patienceMs === undefined ? {} : { requestTimeout: patienceMs, socketTimeout: patienceMs }
  const client = new S3Client({
    ...config,
    requestHandler: { ...config.requestHandler, ...patience },
    // Retries are counted and include the reading of bodies, so they are made here and not inside the SDK.
    maxAttempts: 1,
    // Newer defaults ask for checksums that other servers do not know; lengths are checked instead.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const ways: Ways = { client, wire: createS3Wire(client, bucket) }

  // Where no endpoint is given, AWS_ENDPOINT_URL or a profile may name one, which the SDK looks up only when it sends.
  let addressed: Promise<void> | undefined
  async function chooseAddressing(): Promise<void> {
    const endpoint = aws.endpoint ?? (await client.config.serviceConfiguredEndpoint?.())
    // On most S3-compatible servers a bucket is not a host name.
    if (endpoint !== undefined) client.config.forcePathStyle = true
  }

  return {
    bucket,
    retry,
    async send(what, signal, attempt) {
      addressed ??= chooseAddressing()
      await addressed
      let retries = 0
      let throttled = 0
      const once = () =>
        limiter.run(async (slowDown) => {
          try {
            return await attempt(ways)
          } catch (error) {
            if (classifyS3Error(error) === 'throttled') {
              throttled += 1
              slowDown()
            }
            throw error
          }
        })
      const onRetry = () => {
        retries += 1
      }
      try {
        return await withRetries(once, { policy: retry, signal, classify: classifyS3Error, onRetry })
      } finally {
        meter(what.operation, { retries, throttled })
      }
    },
    async explain(error, what) {
      const region = await client.config.region().catch(() => null)
      return toAppError(error, { service: 'S3', doing: what.doing, action: what.action, resource: bucket, region })
    },
  }
}
