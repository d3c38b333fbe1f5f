import { existsSync, readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import type { EventQueueOptions, S3Options, SqsOptions } from '@/lib/aws/options'
import type { PriceFile } from '@/lib/cost/price-file'
import { isOwnEndpoint } from '@/lib/cost/sweep-pace'
import { readBrokerSettings, type SettingReader } from '@/lib/settings/broker-settings'
import { readEventSettings } from '@/lib/settings/event-settings'
import { readInventorySettings } from '@/lib/settings/inventory-settings'
import { readPriceFile } from '@/lib/settings/price-settings'
import { readResultSettings } from '@/lib/settings/result-settings'
import { settingError } from '@/lib/settings/setting-error'

export type AppConfig = {
  /** Stands in every row of the index; stable as long as the app is. */
  id: string
  label: string
  store: S3Options
  broker: SqsOptions | null
  /** The queue that gets the bucket's events; null: sweeps alone find what is new. */
  events: EventQueueOptions | null
  visibilityTimeoutSeconds: number | null
}

export type Config = {
  apps: [AppConfig, ...AppConfig[]]
  databaseUrl: string
  host: string
  port: number
  /** Names under which a browser may reach the dashboard, beside loopback. */
  allowedHosts: string[]
  readOnly: boolean
  demo: boolean
  /** Whether previews and words of arguments and results go into the index. */
  indexArguments: boolean
  logLevel: string
  /** Prices in place of the built-in ones. */
  prices: PriceFile | null
  forget: {
    /** How long a forget waits and can be undone; 0: done at once. */
    graceSeconds: number
    /** Where results can be copied to before they are deleted: key prefix and days until the copies go; null: nowhere. */
    archive: { prefix: string; days: number } | null
  }
  sync: {
    mode: 'embedded' | 'off'
    /** The shortest one: sweeps of large buckets lie further apart, so that they keep to the budget. */
    intervalSeconds: number
    /** What listing may cost a month; null: the interval holds, whatever it costs. */
    budgetDollars: number | null
    recheckSeconds: number
    queueSampleSeconds: number
    concurrency: number
    /** Bodies above this are scanned as a stream instead of being read whole. */
    bodyCapBytes: number
  }
}

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no', ''])
  .transform((text) => ['true', '1', 'yes'].includes(text))
const seconds = (fallback: number) => z.coerce.number().min(1).max(86_400).default(fallback)

const variables = z.object({
  CONFIG_FILE: z.string().optional(),
  APP_NAME: z.string().default('default'),
  DATABASE_URL: z.string().default('file:./data/tombstone.db'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  ALLOWED_HOSTS: z.string().default(''),
  READ_ONLY: flag.default(false),
  TOMBSTONE_DEMO: flag.default(false),
  INDEX_ARGUMENTS: flag.default(true),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PRICES_FILE: z.string().optional(),
  FORGET_GRACE_SECONDS: z.coerce.number().min(0).max(86_400).default(30),
  ARCHIVE_PREFIX: z.string().max(500).default(''),
  ARCHIVE_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  SYNC_MODE: z.enum(['embedded', 'off']).default('embedded'),
  SYNC_INTERVAL_SECONDS: z.coerce.number().min(1).max(86_400).optional(),
  SYNC_BUDGET_DOLLARS: z.coerce.number().min(0.01).max(100_000).optional(),
  SYNC_RECHECK_SECONDS: seconds(15),
  SYNC_QUEUE_SAMPLE_SECONDS: seconds(30),
  SYNC_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(32),
  SYNC_BODY_CAP_BYTES: z.coerce.number().int().min(1024).max(67_108_864).default(2_097_152),
})

type Environment = Record<string, string | undefined>

/** For the doorways that Next.js does not stand behind: reads .env as Next.js itself does; variables already set win. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

/** For a web process beside which another one syncs. */
export function environmentWithoutSync(): NodeJS.ProcessEnv {
  return { ...process.env, SYNC_MODE: 'off' }
}

/**
 * Reads and checks the whole configuration once; everything else takes values. Throws AppError `bad_config` whose
 * message names the setting and says what to do, and never repeats a value that could hold a secret.
 */
export function loadConfig(env: Environment = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = variables.safeParse(present)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw settingError(
      String(issue?.path[0] ?? 'environment'),
      `is not valid: ${issue?.message ?? 'see .env.example'}.`,
    )
  }
  const v = parsed.data
  if (!/^(file:|postgres(ql)?:\/\/)/.test(v.DATABASE_URL)) {
    throw settingError('DATABASE_URL', 'must start with file: (SQLite) or postgresql://.')
  }
  const apps = v.CONFIG_FILE ? readConfigFile(v.CONFIG_FILE) : ([appFromEnvironment(v.APP_NAME, env)] as const)
  for (const { store } of apps) checkArchivePrefix(v.ARCHIVE_PREFIX, store.keyPrefix)
  const ownEndpoint = isOwnEndpoint(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL)
  const config: Config = {
    apps: [...apps],
    databaseUrl: v.DATABASE_URL,
    host: v.HOST,
    port: v.PORT,
    allowedHosts: v.ALLOWED_HOSTS.split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
    readOnly: v.READ_ONLY,
    demo: v.TOMBSTONE_DEMO,
    indexArguments: v.INDEX_ARGUMENTS,
    logLevel: v.LOG_LEVEL,
    prices: v.PRICES_FILE ? readPriceFile(v.PRICES_FILE) : null,
    forget: {
      graceSeconds: v.FORGET_GRACE_SECONDS,
      archive: v.ARCHIVE_PREFIX === '' ? null : { prefix: v.ARCHIVE_PREFIX, days: v.ARCHIVE_DAYS },
    },
    sync: {
      mode: v.SYNC_MODE,
      intervalSeconds: v.SYNC_INTERVAL_SECONDS ?? 60,
      // Who names an interval and no budget means that interval; and a store of one's own has no price.
      budgetDollars: v.SYNC_BUDGET_DOLLARS ?? (v.SYNC_INTERVAL_SECONDS === undefined && !ownEndpoint ? 2 : null),
      recheckSeconds: v.SYNC_RECHECK_SECONDS,
      queueSampleSeconds: v.SYNC_QUEUE_SAMPLE_SECONDS,
      concurrency: v.SYNC_CONCURRENCY,
      bodyCapBytes: v.SYNC_BODY_CAP_BYTES,
    },
  }
  return Object.freeze(config)
}

/** Copies under the prefix of the results would be taken for results, and forgotten again. */
function checkArchivePrefix(prefix: string, keyPrefix: string): void {
  if (prefix === '' || !prefix.startsWith(`${keyPrefix}celery-task`)) return
  throw settingError('ARCHIVE_PREFIX', `must not begin with ${keyPrefix}celery-task, which is where results lie.`)
}
/** Settings that Celery does not know. */
const ours = ['queues', 'events_queue_url', 'inventory_url']

function appFromEnvironment(name: string, env: Environment): AppConfig {
  return readApp(name, name, (setting) => {
    const where = ours.includes(setting) ? setting.toUpperCase() : `CELERY_${setting.toUpperCase()}`
    return { where, value: env[where] === '' ? undefined : env[where] }
  })
}

function readApp(id: string, label: string, read: SettingReader): AppConfig {
  const store = { ...readResultSettings(read), ...readInventorySettings(read) }
  return { id, label, store, ...readBrokerSettings(read), events: readEventSettings(read) }
}

const configFile = z.object({
  apps: z.array(z.looseObject({ id: z.string().min(1).max(100), label: z.string().optional() })).min(1),
})

/** A YAML or JSON file `{ apps: [{ id, label, broker_url, result_backend, s3_bucket, … }] }`: Celery's lower-case names. */
function readConfigFile(path: string): [AppConfig, ...AppConfig[]] {
  let raw: unknown
  try {
    raw = parseYaml(readFileSync(path, 'utf8'))
  } catch {
    // The parser's own error quotes lines of the file, and those may hold secrets.
    throw settingError('CONFIG_FILE', `${path} cannot be read as YAML or JSON.`)
  }
  const file = configFile.safeParse(raw)
  if (!file.success) throw settingError('CONFIG_FILE', `${path} needs a list "apps", each with an "id".`)
  const apps = file.data.apps.map((settings, index) =>
    readApp(settings.id, settings.label ?? settings.id, (name) => ({
      where: `${path}: apps[${index}].${name}`,
      value: settings[name],
    })),
  )
  const [first, ...others] = apps
  if (!first) throw settingError('CONFIG_FILE', `${path} lists no app.`)
  if (new Set(apps.map((app) => app.id)).size < apps.length) {
    throw settingError('CONFIG_FILE', `${path} uses one app id twice.`)
  }
  const queues = apps.flatMap(({ events }) => events?.url ?? [])
  if (new Set(queues).size < queues.length) {
    const why = 'Each app would remove the events of the other: give each a queue of its own.'
    throw settingError('CONFIG_FILE', `${path} uses one events_queue_url for two apps. ${why}`)
  }
  return [first, ...others]
}
