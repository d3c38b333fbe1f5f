import type { EventQueueOptions } from '@/lib/aws/options'
import type { SettingReader } from './broker-settings'
import { settingError, textSetting } from './setting-error'

/**
 * Reads which SQS queue gets the bucket's events. Only its URL is ours: region and credentials come from the URL and the
 * SDK's own chain. S3 sends to standard queues only, directly or by EventBridge.
 */
export function readEventSettings(read: SettingReader): EventQueueOptions | null {
  const { where, value } = read('events_queue_url')
  const url = textSetting(where, value)
  if (url === undefined) return null
  if (!/^https?:\/\/[^/]+\/.*[^/]$/.test(url) || !URL.canParse(url)) {
    const example = 'https://sqs.eu-west-1.amazonaws.com/123456789012/results-events'
    throw settingError(where, `must be the full URL of the SQS queue, such as ${example}.`)
  }
  if (new URL(url).username || new URL(url).password) {
    throw settingError(where, 'must not hold a key. Credentials come from the environment, a profile or a role.')
  }
  if (url.endsWith('.fifo')) {
    throw settingError(where, 'names a FIFO queue. S3 sends events to standard queues only; create one.')
  }
  return { url, aws: {} }
}
