export const bucket = 'interop-results'
export const basePath = 'celery/results-'
export const queuePrefix = 'interop-'
export const region = 'eu-west-1'

/** The Celery app's settings: SQS through the bridge, S3 straight at the emulator. */
export function celeryConf(bridgeUrl: string, emulatorUrl: string, more: object = {}): object {
  const { host } = new URL(bridgeUrl)
  return {
    broker_url: `sqs://key:secret@${host}//`,
    broker_transport_options: {
      is_secure: false,
      region,
      wait_time_seconds: 1,
      visibility_timeout: 3600,
      queue_name_prefix: queuePrefix,
    },
    worker_enable_remote_control: false,
    worker_send_task_events: false,
    result_backend: 's3',
    s3_endpoint_url: emulatorUrl,
    s3_region: region,
    s3_bucket: bucket,
    s3_base_path: basePath,
    s3_access_key_id: 'key',
    s3_secret_access_key: 'secret',
    result_extended: true,
    task_track_started: true,
    ...more,
  }
}

/** The same in the words of the dashboard's environment. */
export function dashboardEnvironment(emulatorUrl: string): Record<string, string> {
  return {
    CELERY_BROKER_URL: 'sqs://key:secret@',
    CELERY_BROKER_TRANSPORT_OPTIONS: JSON.stringify({ region, queue_name_prefix: queuePrefix }),
    CELERY_RESULT_BACKEND: 's3',
    CELERY_S3_BUCKET: bucket,
    CELERY_S3_BASE_PATH: basePath,
    CELERY_S3_REGION: region,
    CELERY_S3_ENDPOINT_URL: emulatorUrl,
    CELERY_S3_ACCESS_KEY_ID: 'key',
    CELERY_S3_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: emulatorUrl,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
