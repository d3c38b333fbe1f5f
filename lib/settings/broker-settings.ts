import type { AwsOptions, SqsOptions } from '@/lib/aws/options'
import { objectSetting, settingError, textSetting } from './setting-error'

export type BrokerSettings = { broker: SqsOptions | null; visibilityTimeoutSeconds: number | null }

/** Where each setting was read, for sentences: the variable's name or the place in the config file. */
export type SettingReader = (name: string) => { where: string; value: unknown }

/**
 * Reads `broker_url` and `broker_transport_options` as kombu's SQS transport does (docs/celery-wire-format.md, C.1).
 * No broker URL means no broker: results can still be browsed and forgotten.
 */
export function readBrokerSettings(read: SettingReader): BrokerSettings {
  const url = read('broker_url')
  const text = textSetting(url.where, url.value)
  const options = read('broker_transport_options')
  const transport = objectSetting(options.where, options.value)
  const visibilityTimeoutSeconds = numberOption(options.where, transport, 'visibility_timeout') ?? null
  if (text === undefined) return { broker: null, visibilityTimeoutSeconds }

  const fromUrl = parseBrokerUrl(url.where, text, transport.is_secure === true)
  const aws: AwsOptions = { ...fromUrl, region: textSetting(`${options.where}.region`, transport.region) }
  return {
    broker: {
      kind: 'sqs',
      queueNamePrefix: textSetting(`${options.where}.queue_name_prefix`, transport.queue_name_prefix) ?? '',
      predefinedQueues: readPredefinedQueues(`${options.where}.predefined_queues`, transport.predefined_queues, aws),
      queues: readQueueNames(read('queues')),
      aws,
    },
    visibilityTimeoutSeconds,
  }
}

/**
 * `sqs://`, `sqs://key:secret@` and `sqs://key:secret@host:port` (an endpoint other than AWS, plain HTTP
 * unless `is_secure`, as kombu does it). Keys are percent-encoded, but people forget: a slash in a raw secret still parses here.
 */
export function parseBrokerUrl(
  where: string,
  url: string,
  secure: boolean,
): Pick<AwsOptions, 'credentials' | 'endpoint'> {
  const rest = /^sqs:\/\/(.*)$/s.exec(url)?.[1]
  if (rest === undefined) {
    const scheme = /^([a-z0-9+.-]+):/i.exec(url)?.[1]
    throw settingError(
      where,
      scheme
        ? `uses the transport "${scheme}". Tombstone watches Amazon SQS only: the URL must start with sqs://.`
        : 'is no broker URL. Write sqs:// (credentials from the environment) or sqs://key:secret@.',
    )
  }
  const at = rest.lastIndexOf('@')
  const host = (at < 0 ? rest : rest.slice(at + 1)).replace(/\/.*$/s, '')
  const endpoint = host ? `${secure ? 'https' : 'http'}://${host}` : undefined
  // A secret without its "@" would otherwise be taken for a host, and shown as one.
  if (endpoint && (!/^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host) || !URL.canParse(endpoint))) {
    throw settingError(
      where,
      'is no broker URL: an "@" is missing after key:secret, or the host is malformed. Write sqs://key:secret@.',
    )
  }
  if (at <= 0) return endpoint ? { endpoint } : {}

  const colon = rest.indexOf(':')
  if (colon < 0 || colon > at) {
    throw settingError(
      where,
      'has an access key but no secret. Write sqs://key:secret@, or sqs:// for the default chain.',
    )
  }
  const credentials = {
    accessKeyId: percentDecode(where, rest.slice(0, colon)),
    secretAccessKey: percentDecode(where, rest.slice(colon + 1, at)),
  }
  return { ...(endpoint ? { endpoint } : {}), ...(credentials.accessKeyId ? { credentials } : {}) }
}

function readPredefinedQueues(where: string, value: unknown, aws: AwsOptions): SqsOptions['predefinedQueues'] {
  const queues = objectSetting(where, value)
  return Object.fromEntries(
    Object.entries(queues).map(([name, raw]) => {
      const entry = objectSetting(`${where}.${name}`, raw)
      const url = textSetting(`${where}.${name}.url`, entry.url)
      if (!url || !URL.canParse(url))
        throw settingError(`${where}.${name}.url`, 'must be the full URL of the SQS queue.')
      const accessKeyId = textSetting(where, entry.access_key_id)
      const secretAccessKey = textSetting(where, entry.secret_access_key)
      const region = textSetting(where, entry.region) ?? aws.region
      const own = accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}
      return [name, { url, aws: { ...aws, region, ...own } }]
    }),
  )
}

function readQueueNames({ where, value }: { where: string; value: unknown }): string[] {
  if (Array.isArray(value))
    return value.map((name, index) => textSetting(`${where}[${index}]`, name) ?? '').filter(Boolean)
  return (textSetting(where, value) ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

function numberOption(where: string, options: Record<string, unknown>, name: string): number | undefined {
  const value = options[name]
  if (value === undefined || value === null) return undefined
  const number = Number(value)
  if (!Number.isFinite(number) || number < 0) throw settingError(`${where}.${name}`, 'must be a number of seconds.')
  return number
}

function percentDecode(where: string, text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw settingError(
      where,
      'has a stray "%" in the key or the secret. Percent-encode it (% becomes %25, / becomes %2F).',
    )
  }
}
