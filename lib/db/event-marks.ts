import type { EventMark } from '@/lib/sync/event-index'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Database, Transaction } from './client'
import type { Dialect } from './dialect'
import { isStorable } from './storable'
import type { UpsertTable } from './upsert'

type StoredSequencer = { key: string; sequencer: string; atMs: number }

export const sequencerTable: UpsertTable<StoredSequencer> = {
  name: 'event_sequence',
  keys: ['key'],
  onConflict: 'overwrite',
  columns: { key: 'text', sequencer: 'text', atMs: 'bigint' },
}

/** What the index knows of these keys: three look-ups, whatever their number. */
export async function listEventMarks(
  { dialect, reader }: Database,
  appId: string,
  all: string[],
): Promise<EventMark[]> {
  const keys = all.filter(isStorable)
  if (keys.length === 0) return all.map((key) => ({ key, version: null, sequencer: null }))
  const isOne = dialect.isOneOf(Prisma.sql`"key"`, keys)
  const [tasks, groups, sequencers] = await Promise.all([
    reader.$queryRaw<{ key: string; etag: string }[]>`
      SELECT "key", "etag" FROM "task" WHERE "appId" = ${appId} AND ${isOne}`,
    reader.$queryRaw<{ key: string; etag: string }[]>`
      SELECT "key", "etag" FROM "group_result" WHERE "appId" = ${appId} AND ${isOne}`,
    readSequencers(reader, dialect, appId, keys),
  ])
  const versions = new Map([...tasks, ...groups].map(({ key, etag }) => [key, etag]))
  const last = new Map(sequencers.map(({ key, sequencer }) => [key, sequencer]))
  return all.map((key) => ({ key, version: versions.get(key) ?? null, sequencer: last.get(key) ?? null }))
}

export async function readSequencers(
  tx: Transaction,
  dialect: Dialect,
  appId: string,
  keys: string[],
): Promise<{ key: string; sequencer: string }[]> {
  if (keys.length === 0) return []
  return tx.$queryRaw<{ key: string; sequencer: string }[]>`
    SELECT "key", "sequencer" FROM "event_sequence"
    WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"key"`, keys)}`
}
