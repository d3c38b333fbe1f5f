import type { AwsOptions, S3Options } from '@/lib/aws/options'
import { joinBuiltInPrefix, joinCeleryS3Prefix } from '@/lib/celery/result-key'
import type { SettingReader } from './broker-settings'
import { objectSetting, settingError, textSetting } from './setting-error'

const celeryS3 = /^celery_s3\.backends[.:]S3Backend$/

/**
 * Reads where the results lie: Celery's built-in S3 backend, celery-s3's dict, or the shorthand
 * `s3://[key:secret@]bucket/key/prefix` (docs/celery-wire-format.md, A.1 and A.2). Each joins the prefix in its own way.
 */
export function readResultSettings(read: SettingReader): S3Options {
  const backend = read('result_backend')
  const name = textSetting(backend.where, backend.value)
  const dict = read('s3_backend_settings')
  if (name === undefined && dict.value === undefined) {
    throw settingError(
      backend.where,
      'is not set. Set it to "s3" together with CELERY_S3_BUCKET, or to s3://bucket/key-prefix (see .env.example).',
    )
  }
  if (name === undefined || celeryS3.test(name)) return readCeleryS3(read)
  if (name === 's3') return readBuiltIn(read)
  if (/^s3:\/\//.test(name)) return readShorthand(backend.where, name, read)
  const scheme = /^([a-z0-9+_.-]+?)(:\/\/|$)/i.exec(name)?.[1] ?? 'this backend'
  throw settingError(
    backend.where,
    `names "${scheme}". Tombstone reads results from Amazon S3: use "s3" or s3://bucket/prefix.`,
  )
}

function globalKeyprefix(read: SettingReader): string | undefined {
  const options = read('result_backend_transport_options')
  const value = objectSetting(options.where, options.value).global_keyprefix
  return textSetting(`${options.where}.global_keyprefix`, value)
}

function readBuiltIn(read: SettingReader): S3Options {
  const bucket = read('s3_bucket')
  const bucketName = textSetting(bucket.where, bucket.value)
  if (!bucketName) throw settingError(bucket.where, 'is not set. It names the bucket that holds the results.')
  const basePath = text(read, 's3_base_path')
  return {
    kind: 's3',
    bucket: bucketName,
    keyPrefix: joinBuiltInPrefix(basePath ?? '', globalKeyprefix(read) ?? ''),
    aws: builtInAws(read),
  }
}

function builtInAws(read: SettingReader): AwsOptions {
  const region = text(read, 's3_region')
  const endpointUrl = endpointOf(read('s3_endpoint_url'))
  return {
    ...(region ? { region } : {}),
    ...(endpointUrl ? { endpoint: endpointUrl } : {}),
    ...pair(read('s3_access_key_id'), read('s3_secret_access_key')),
  }
}

function endpointOf({ where, value }: ReturnType<SettingReader>): string | undefined {
  const url = textSetting(where, value)
  if (url === undefined) return undefined
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw settingError(where, 'must be a URL such as https://minio.internal:9000.')
  }
  const { username, password } = new URL(url)
  if (username || password)
    throw settingError(where, 'must not hold a user or password. Set the access key in its own settings.')
  return url
}

function readCeleryS3(read: SettingReader): S3Options {
  const { where, value } = read('s3_backend_settings')
  const settings = objectSetting(where, value)
  const bucket = textSetting(`${where}.bucket`, settings.bucket)
  if (!bucket) throw settingError(where, 'needs a "bucket".')
  const keys = pair(
    { where: `${where}.aws_access_key_id`, value: settings.aws_access_key_id },
    { where: `${where}.aws_secret_access_key`, value: settings.aws_secret_access_key },
  )
  const endpoint = endpointOf(read('s3_endpoint_url'))
  return {
    kind: 's3',
    bucket,
    keyPrefix: joinCeleryS3Prefix(
      textSetting(`${where}.base_path`, settings.base_path) ?? '',
      globalKeyprefix(read) ?? '',
    ),
    aws: {
      region: textSetting(`${where}.aws_region`, settings.aws_region) ?? 'us-east-1',
      ...(endpoint ? { endpoint } : {}),
      ...keys,
    },
  }
}

/**
 * Our own notation: what follows the bucket, without its first slash, is the key prefix to the letter. A prefix may hold
 * "@" and ":" itself; a key stands before the first ":" and has no slash. With a key, a second "@" could belong to the
 * secret or to the prefix: that is refused, because a guess could show part of the secret as a bucket's name.
 */
function readShorthand(where: string, url: string, read: SettingReader): S3Options {
  const rest = url.slice('s3://'.length)
  const [, key, secret, place = rest] = /^([^:@/]+):([^@]*)@(.*)$/s.exec(rest) ?? []
  if (key && place.includes('@')) {
    throw settingError(where, 'holds more than one "@". Percent-encode the one in the secret (@ becomes %40).')
  }
  const [bucket = '', ...path] = place.split('/')
  if (bucket === '') throw settingError(where, 'names no bucket. Write s3://bucket/key/prefix/.')
  if (!/^[a-z0-9][a-z0-9._-]{1,62}$/i.test(bucket)) {
    const sentence =
      'names no valid bucket. Write s3://bucket/prefix, or s3://key:secret@bucket/prefix with the secret percent-encoded.'
    throw settingError(where, sentence)
  }
  const aws = builtInAws(read)
  const own = key && secret ? { credentials: { accessKeyId: decoded(key), secretAccessKey: decoded(secret) } } : {}
  return { kind: 's3', bucket, keyPrefix: path.join('/'), aws: { ...aws, ...own } }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function text(read: SettingReader, name: string): string | undefined {
  const { where, value } = read(name)
  return textSetting(where, value)
}

type Setting = ReturnType<SettingReader>

function pair(keyId: Setting, secret: Setting): Pick<AwsOptions, 'credentials'> {
  const accessKeyId = textSetting(keyId.where, keyId.value)
  const secretAccessKey = textSetting(secret.where, secret.value)
  if (!accessKeyId && !secretAccessKey) return {}
  if (!accessKeyId || !secretAccessKey) {
    throw settingError(
      accessKeyId ? secret.where : keyId.where,
      'is missing: an access key needs its id and its secret.',
    )
  }
  return { credentials: { accessKeyId, secretAccessKey } }
}
