import { basePath, bucket } from './workload'

/** What every process of one installation is told. */
export function environmentOf(emulatorUrl: string, databaseUrl: string, eventsQueue: string): Record<string, string> {
  const region = 'eu-west-1'
  return {
    APP_NAME: 'many',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    CELERY_BROKER_URL: 'sqs://',
    CELERY_BROKER_TRANSPORT_OPTIONS: JSON.stringify({ region, queue_name_prefix: 'many-' }),
    CELERY_RESULT_BACKEND: 's3',
    CELERY_S3_BUCKET: bucket,
    CELERY_S3_BASE_PATH: basePath,
    CELERY_S3_REGION: region,
    CELERY_S3_ENDPOINT_URL: emulatorUrl,
    AWS_ENDPOINT_URL: emulatorUrl,
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    EVENTS_QUEUE_URL: `${emulatorUrl}/000000000000/${eventsQueue}`,
    // A sweep before the killed one's lease ran out would be another process's.
    SYNC_INTERVAL_SECONDS: '2',
    SYNC_CONCURRENCY: '8',
    FORGET_GRACE_SECONDS: '3',
  }
}
