import { SQSClient } from '@aws-sdk/client-sqs'
import type { AwsOptions } from './options'

/**
 * The part of an SDK client's configuration that S3 and SQS share: region, endpoint, credentials, retries, time-outs.
 * What AwsOptions leaves out is not set, so that the SDK's own chain (environment, profile, role) applies.
 *
 * Five attempts with jittered exponential back-off, longer after throttling; AWS asks for both. The time-outs end a
 * request whose connection, first byte (requestTimeout) or next byte (socketTimeout) does not come; a large body that
 * keeps flowing is never cut.
 */
export function clientConfig(aws: AwsOptions) {
  return {
    region: aws.region ?? defaultRegion,
    ...(aws.endpoint ? { endpoint: aws.endpoint } : {}),
    ...(aws.credentials ? { credentials: aws.credentials } : {}),
    maxAttempts: 5,
    retryMode: 'standard' as const,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      socketTimeout: 30_000,
      httpAgent: { maxSockets: 128 },
      httpsAgent: { maxSockets: 128 },
    },
  }
}

/** The region of the SDK's chain, else us-east-1: what kombu and boto3 fall back to, so that both look at one place. */
export async function defaultRegion(): Promise<string> {
  const client = new SQSClient({})
  try {
    return await client.config.region()
  } catch {
    return 'us-east-1'
  } finally {
    client.destroy()
  }
}
