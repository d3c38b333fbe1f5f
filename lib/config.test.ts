import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from './config'
import { isAppError } from './errors'

const base = { CELERY_RESULT_BACKEND: 's3', CELERY_S3_BUCKET: 'results' }

function store(env: Record<string, string>) {
  return loadConfig(env).apps[0].store
}

function sentence(env: Record<string, string>): string {
  try {
    loadConfig(env)
  } catch (error) {
    if (isAppError(error)) return error.message
    throw error
  }
  return 'accepted'
}

describe('result backend', () => {
  // docs/celery-wire-format.md, A.1
  it.each([
    ['', 'celery-task-meta-'],
    ['celery/', 'celery/celery-task-meta-'],
    ['celery', 'celerycelery-task-meta-'],
    ['/celery', '/celerycelery-task-meta-'],
    ['/celery/', '/celery/celery-task-meta-'],
    ['a//b', 'a//bcelery-task-meta-'],
  ])('joins the built-in base path %j to the letter', (basePath, prefix) => {
    expect(`${store({ ...base, CELERY_S3_BASE_PATH: basePath }).keyPrefix}celery-task-meta-`).toBe(prefix)
  })

  it.each([
    ['', 'celery-task-meta-'],
    ['celery/', 'celery/celery-task-meta-'],
    ['celery', 'celery/celery-task-meta-'],
    ['/celery', 'celery/celery-task-meta-'],
    ['/celery/', 'celery/celery-task-meta-'],
    ['a//b', 'a/b/celery-task-meta-'],
  ])('joins the base path %j as celery-s3 does', (basePath, prefix) => {
    const settings = JSON.stringify({ bucket: 'results', base_path: basePath })
    expect(`${store({ CELERY_S3_BACKEND_SETTINGS: settings }).keyPrefix}celery-task-meta-`).toBe(prefix)
  })

  it('puts the global prefix directly before the kind prefix', () => {
    const env = {
      ...base,
      CELERY_S3_BASE_PATH: 'base/',
      CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS: '{"global_keyprefix":"shopA"}',
    }
    expect(store(env).keyPrefix).toBe('base/shopA_')
  })

  it.each([
    ['s3://results/a/b/', 'a/b/'],
    ['s3://results', ''],
    ['s3://results/', ''],
    ['s3://results//lead', '/lead'],
  ])('takes the path of %s as the key prefix to the letter', (url, keyPrefix) => {
    expect(store({ CELERY_RESULT_BACKEND: url })).toMatchObject({ bucket: 'results', keyPrefix })
  })

  it('reads keys from the shorthand, percent-encoded or not', () => {
    const expected = { accessKeyId: 'AKIA', secretAccessKey: 'a/b+c' }
    expect(store({ CELERY_RESULT_BACKEND: 's3://AKIA:a%2Fb+c@results/x' }).aws.credentials).toEqual(expected)
    expect(store({ CELERY_RESULT_BACKEND: 's3://AKIA:a/b+c@results/x' })).toMatchObject({
      bucket: 'results',
      keyPrefix: 'x',
      aws: { credentials: expected },
    })
  })

  it.each([
    ['s3://results/pre@fix/', 'results', 'pre@fix/', undefined],
    ['s3://results/user:me@host/', 'results', 'user:me@host/', undefined],
    ['s3://minio:p%40ss/w@results/x/', 'results', 'x/', { accessKeyId: 'minio', secretAccessKey: 'p@ss/w' }],
  ])('tells credentials from a prefix in %s', (url, bucket, keyPrefix, credentials) => {
    const found = store({ CELERY_RESULT_BACKEND: url })
    expect([found.bucket, found.keyPrefix, found.aws.credentials]).toEqual([bucket, keyPrefix, credentials])
  })

  it('takes region, endpoint and keys from the built-in settings', () => {
    const env = {
      ...base,
      CELERY_S3_REGION: 'eu-west-1',
      CELERY_S3_ENDPOINT_URL: 'http://127.0.0.1:9000',
      CELERY_S3_ACCESS_KEY_ID: 'k',
      CELERY_S3_SECRET_ACCESS_KEY: 's',
    }
    expect(store(env).aws).toEqual({
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:9000',
      credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    })
  })
})

describe('broker', () => {
  const broker = (env: Record<string, string>) => loadConfig({ ...base, ...env }).apps[0].broker

  it('is absent without a URL: results can still be browsed', () => expect(broker({})).toBeNull())

  it('decodes the keys of the URL', () => {
    expect(broker({ CELERY_BROKER_URL: 'sqs://k:s%2Fx@' })?.aws.credentials).toEqual({
      accessKeyId: 'k',
      secretAccessKey: 's/x',
    })
  })

  it.each([
    ['sqs://k:s@localhost:4566//', '{}', 'http://localhost:4566'],
    ['sqs://k:s@sqs.internal', '{"is_secure": true}', 'https://sqs.internal'],
  ])('takes the host of %s as the endpoint', (url, options, endpoint) => {
    expect(broker({ CELERY_BROKER_URL: url, CELERY_BROKER_TRANSPORT_OPTIONS: options })?.aws.endpoint).toBe(endpoint)
  })

  it('reads transport options: region, prefix, predefined queues, visibility timeout', () => {
    const options = {
      region: 'eu-west-1',
      queue_name_prefix: 'shop-',
      visibility_timeout: 3600,
      predefined_queues: {
        mail: { url: 'https://sqs.eu-west-1.amazonaws.com/1/mail', access_key_id: 'k', secret_access_key: 's' },
      },
    }
    const env = {
      CELERY_BROKER_URL: 'sqs://',
      CELERY_BROKER_TRANSPORT_OPTIONS: JSON.stringify(options),
      QUEUES: 'mail, celery',
    }
    expect(loadConfig({ ...base, ...env }).apps[0].visibilityTimeoutSeconds).toBe(3600)
    expect(broker(env)).toMatchObject({
      queueNamePrefix: 'shop-',
      queues: ['mail', 'celery'],
      predefinedQueues: {
        mail: { aws: { region: 'eu-west-1', credentials: { accessKeyId: 'k', secretAccessKey: 's' } } },
      },
    })
  })
})

describe('a wrong setting is named with what to do', () => {
  it.each<[Record<string, string>, RegExp]>([
    [{}, /^CELERY_RESULT_BACKEND: is not set/],
    [{ CELERY_RESULT_BACKEND: 's3' }, /^CELERY_S3_BUCKET: is not set/],
    [{ CELERY_RESULT_BACKEND: 'redis://h/0' }, /"redis".*Amazon S3/],
    [{ CELERY_RESULT_BACKEND: 's3://' }, /names no bucket/],
    [{ ...base, CELERY_BROKER_URL: 'amqp://x' }, /"amqp".*sqs:\/\//],
    [{ ...base, CELERY_BROKER_URL: 'sqs//x' }, /is no broker URL/],
    [{ ...base, CELERY_BROKER_URL: 'sqs://key@' }, /no secret/],
    [
      { ...base, CELERY_BROKER_URL: 'sqs://', CELERY_BROKER_TRANSPORT_OPTIONS: "{'region': 'x'}" },
      /Python dict, not JSON/,
    ],
    [{ ...base, CELERY_BROKER_URL: 'sqs://', CELERY_BROKER_TRANSPORT_OPTIONS: '[1]' }, /must be a JSON object/],
    [{ ...base, CELERY_BROKER_URL: 'sqs://AKIA:SECRET' }, /"@" is missing/],
    [{ CELERY_RESULT_BACKEND: 's3://key:secret@/x' }, /names no/],
    [{ CELERY_RESULT_BACKEND: 's3://minio:p@ss/w@results/x/' }, /more than one "@"/],
    [{ ...base, CELERY_S3_ENDPOINT_URL: 'https://u:p@minio:9000' }, /must not hold a user/],
    [{ ...base, CELERY_S3_ENDPOINT_URL: 'https://minio:port' }, /must be a URL/],
    [{ ...base, CELERY_S3_ACCESS_KEY_ID: 'k' }, /^CELERY_S3_SECRET_ACCESS_KEY: is missing/],
    [{ ...base, CELERY_S3_ENDPOINT_URL: 'minio:9000' }, /must be a URL/],
    [{ ...base, PORT: 'abc' }, /^PORT: /],
    [{ ...base, DATABASE_URL: 'mysql://x' }, /^DATABASE_URL: /],
    [{ CONFIG_FILE: '/nowhere/config.yaml' }, /cannot be read/],
    [{ ...base, ARCHIVE_PREFIX: 'celery-task-meta-archive/' }, /^ARCHIVE_PREFIX: must not begin with celery-task/],
    [{ ...base, CELERY_S3_BASE_PATH: 'shop/', ARCHIVE_PREFIX: 'shop/celery-tasks/' }, /with shop\/celery-task, which/],
    [{ ...base, ARCHIVE_PREFIX: 'archive/', ARCHIVE_DAYS: '0' }, /^ARCHIVE_DAYS: /],
  ])('%j', (env, expected) => expect(sentence(env)).toMatch(expected))

  it('takes an archive beside the results, inside the base path or not', () => {
    const inside = { ...base, CELERY_S3_BASE_PATH: 'shop/' }
    for (const ARCHIVE_PREFIX of ['archive/', 'shop/archive/', 'celery-task-archive/', 'shop/celery-'])
      expect(loadConfig({ ...inside, ARCHIVE_PREFIX }).forget.archive).toEqual({ prefix: ARCHIVE_PREFIX, days: 30 })
    expect(loadConfig(inside).forget.archive).toBe(null)
  })

  it('never repeats a secret, however the setting is broken', () => {
    const secret = 'wJalrXUtnFEMI'
    const broken: Record<string, string>[] = [
      { ...base, CELERY_BROKER_URL: `sqs://key:${secret}%zz@` },
      { ...base, CELERY_BROKER_URL: `amqp://key:${secret}@host` },
      { ...base, CELERY_BROKER_URL: 'sqs://', CELERY_BROKER_TRANSPORT_OPTIONS: `{"key": "${secret}"` },
      { CELERY_S3_BACKEND_SETTINGS: `{"aws_secret_access_key": "${secret}", bucket}` },
      { CELERY_RESULT_BACKEND: `s3://key:${secret}@` },
      { ...base, DATABASE_URL: `mysql://u:${secret}@h/db` },
    ]
    for (const env of broken) expect(sentence(env)).not.toContain(secret)
    for (const env of broken) expect(sentence(env)).not.toBe('accepted')
  })
})

describe('events', () => {
  const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/results-events'
  it('come from a queue, if one is named', () => {
    expect(loadConfig(base).apps[0].events).toBeNull()
    expect(loadConfig({ ...base, EVENTS_QUEUE_URL: url }).apps[0].events).toEqual({ url, aws: {} })
  })
  it.each([
    ['results-events', 'full URL'],
    ['arn:aws:sqs:eu-west-1:123456789012:results-events', 'full URL'],
    ['https://sqs.eu-west-1.amazonaws.com/', 'full URL'],
    [`${url}.fifo`, 'FIFO'],
    ['https://key:hidden@sqs.eu-west-1.amazonaws.com/1/q', 'must not hold a key'],
  ])('refuses %s in a sentence', (EVENTS_QUEUE_URL, reason) => {
    expect(sentence({ ...base, EVENTS_QUEUE_URL })).toContain(reason)
    expect(sentence({ ...base, EVENTS_QUEUE_URL })).not.toContain('hidden')
  })
})

describe('an inventory', () => {
  const INVENTORY_URL = 's3://inventory/daily/my-results/tombstone/'
  it('is where its dated folders lie, with or without a slash at the end', () => {
    const inventory = { bucket: 'inventory', folder: 'daily/my-results/tombstone/' }
    expect(loadConfig(base).apps[0].store.inventory).toBeUndefined()
    expect(loadConfig({ ...base, INVENTORY_URL }).apps[0].store.inventory).toEqual(inventory)
    expect(loadConfig({ ...base, INVENTORY_URL: INVENTORY_URL.slice(0, -1) }).apps[0].store.inventory).toEqual(
      inventory,
    )
    // What S3 makes of a destination prefix that ends in a slash.
    const doubled = loadConfig({ ...base, INVENTORY_URL: 's3://inventory/daily//my-results/tombstone' })
    expect(doubled.apps[0].store.inventory?.folder).toBe('daily//my-results/tombstone/')
  })
  it.each([
    ['inventory/daily', 'a folder in S3'],
    ['https://inventory.s3.amazonaws.com/daily', 'a folder in S3'],
    ['s3://inventory', 'the inventory configuration'],
    ['s3:///daily', 'no valid bucket'],
    ['s3://key:hidden@inventory/daily', 'must not hold a key'],
    [`${INVENTORY_URL}2026-11-24T01-00Z/manifest.json`, 'the inventory configuration'],
    [`${INVENTORY_URL}2026-11-24T01-00Z/`, 'the inventory configuration'],
    [`${INVENTORY_URL}data/`, 'the inventory configuration'],
  ])('is refused as %s in a sentence', (url, reason) => {
    expect(sentence({ ...base, INVENTORY_URL: url })).toContain(reason)
    expect(sentence({ ...base, INVENTORY_URL: url })).not.toContain('hidden')
  })
})

describe('the pace of sweeps', () => {
  it.each([
    [{}, 60, 2],
    [{ SYNC_INTERVAL_SECONDS: '300' }, 300, null],
    [{ SYNC_BUDGET_DOLLARS: '0.5' }, 60, 0.5],
    [{ AWS_ENDPOINT_URL: 'http://minio:9000' }, 60, null],
    [{ AWS_ENDPOINT_URL: 'http://minio:9000', SYNC_BUDGET_DOLLARS: '1' }, 60, 1],
    [{ SYNC_INTERVAL_SECONDS: '300', SYNC_BUDGET_DOLLARS: '10' }, 300, 10],
  ])('of %j', (env, intervalSeconds, budgetDollars) => {
    expect(loadConfig({ ...base, ...env }).sync).toMatchObject({ intervalSeconds, budgetDollars })
  })
  it.each(['0', '-1', 'two'])('refuses a budget of %s', (SYNC_BUDGET_DOLLARS) =>
    expect(sentence({ ...base, SYNC_BUDGET_DOLLARS })).toContain('SYNC_BUDGET_DOLLARS'),
  )
})

describe('config file', () => {
  function file(text: string): string {
    const name = path.join(mkdtempSync(path.join(tmpdir(), 'tombstone-')), 'apps.yaml')
    writeFileSync(name, text)
    return name
  }

  it('lists several apps in Celery’s lower-case names', () => {
    const CONFIG_FILE = file(`
apps:
  - id: shop
    label: Shop (production)
    broker_url: sqs://
    broker_transport_options: { region: eu-west-1, queue_name_prefix: shop- }
    result_backend: s3
    s3_bucket: shop-results
    s3_base_path: celery/
    queues: [mail, celery]
  - id: legacy
    s3_backend_settings: { bucket: old, base_path: /results/ }
`)
    const { apps } = loadConfig({ CONFIG_FILE })
    expect(apps.map(({ id, label }) => [id, label])).toEqual([
      ['shop', 'Shop (production)'],
      ['legacy', 'legacy'],
    ])
    expect(apps[0].broker?.queues).toEqual(['mail', 'celery'])
    expect(apps[1]?.store.keyPrefix).toBe('results/')
  })

  it('refuses two apps with one id, and names the place of a mistake', () => {
    const app = '{ id: a, result_backend: s3, s3_bucket: b }'
    expect(sentence({ CONFIG_FILE: file(`apps: [${app}, ${app}]`) })).toMatch(/one app id twice/)
    const reading = (id: string) => `{ id: ${id}, result_backend: s3, s3_bucket: b, events_queue_url: https://sqs/1/q }`
    expect(sentence({ CONFIG_FILE: file(`apps: [${reading('a')}, ${reading('b')}]`) })).toMatch(/one events_queue_url/)
    expect(sentence({ CONFIG_FILE: file('apps: [{ id: a, result_backend: s3 }]') })).toMatch(
      /apps\[0\]\.s3_bucket: is not set/,
    )
  })
})
