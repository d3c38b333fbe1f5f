/** How to reach AWS. Whatever is left out comes from the SDK's own chain: environment, profile, role. */
export type AwsOptions = {
  region?: string
  endpoint?: string
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

/** A result bucket as Celery's settings describe it, already joined (reference: A.1). */
export type S3Options = {
  kind: 's3'
  bucket: string
  /** Base path and global prefix, to the letter: what stands directly before `celery-task-meta-`. */
  keyPrefix: string
  aws: AwsOptions
  /** Where S3 Inventory delivers lists of this bucket: the folder of one configuration, which ends in a slash. */
  inventory?: { bucket: string; folder: string }
}

/** An SQS broker as Celery's transport options describe it (reference: C.1). */
export type SqsOptions = {
  kind: 'sqs'
  queueNamePrefix: string
  /** By Celery queue name. Where there are any, nothing is listed. */
  predefinedQueues: Record<string, { url: string; aws: AwsOptions }>
  /** Celery queue names to watch; empty: all under the prefix. */
  queues: string[]
  aws: AwsOptions
}

/** The SQS queue that receives the bucket's events. */
export type EventQueueOptions = { url: string; aws: AwsOptions }
