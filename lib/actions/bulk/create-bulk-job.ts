import type { z } from 'zod'
import type { BulkPreview, bulkRequest } from '@/lib/contract/bulk'
import { confirmAbove } from '@/lib/contract/values'
import { standardStorageCost } from '@/lib/cost/storage-cost'
import { AppError } from '@/lib/errors'
import { summaryColumns, toTaskSummary } from '@/lib/queries/task-summary'
import type { BulkParts } from './bulk-parts'
import { type FrozenSelection, freezeSelection } from './freeze-selection'
import { versionsWarning } from './versions-warning'

type Request = z.output<typeof bulkRequest>

/** So far above what matches now may the confirmed number be: some have gone since it was counted. */
const tolerance = { share: 0.05, tasks: 100 }

/** What a request would do now. Changes nothing. Throws what freezeSelection throws. */
export async function previewBulkJob(parts: BulkParts, request: Request): Promise<BulkPreview> {
  const { database, appId, store } = parts
  const selected = await freezeSelection(parts, request.selection)
  const rows = await database.reader.task.findMany({
    select: summaryColumns,
    where: { appId, key: { in: selected.sampleKeys } },
    orderBy: { key: 'asc' },
  })
  return {
    kind: request.kind,
    count: selected.count,
    exact: selected.exact,
    bytes: selected.bytes,
    dollarsPerMonth: standardStorageCost(selected.bytes, store.region).dollarsPerMonth,
    sample: rows.map(toTaskSummary),
    warnings: await warningsOf(parts, request, selected),
    until: new Date(selected.frozen.untilMs).toISOString(),
  }
}

/**
 * Makes a job and returns its id. A forget of few waits, so that it can be undone. Throws `not_supported` where the store
 * or the broker cannot do it, `conflict` with details.count where the number was not confirmed, and what freezeSelection
 * throws.
 */
export async function createBulkJob(parts: BulkParts, request: Request, actor = 'dashboard'): Promise<string> {
  refuseImpossible(parts, request)
  const selected = await freezeSelection(parts, request.selection)
  if (selected.count > confirmAbove || !selected.exact) checkConfirmed(request.confirm, selected)
  const waits = request.kind === 'forget' && selected.count <= confirmAbove
  const row = jobRow(parts, request, limited(selected, request.confirm), actor, waits ? parts.graceMs : 0)
  await parts.database.write(parts.appId, (tx) => tx.bulkJob.create({ data: row }))
  return row.id
}

export function jobRow(
  { appId, clock, newId }: BulkParts,
  {
    kind,
    selection,
    reason,
    perSecond,
    archive,
  }: Pick<Request, 'kind' | 'selection' | 'reason' | 'perSecond' | 'archive'>,
  { frozen, count }: Pick<FrozenSelection, 'frozen' | 'count'>,
  actor: string,
  waitMs: number,
) {
  const nowMs = clock.now()
  return {
    id: newId(),
    appId,
    kind,
    status: 'waiting',
    selection: JSON.stringify(selection),
    frozen: JSON.stringify(frozen),
    actor,
    reason: reason ?? null,
    perSecond: perSecond ?? null,
    archive,
    createdMs: BigInt(nowMs),
    startsMs: BigInt(nowMs + waitMs),
    cursor: '',
    total: count,
  }
}

export function refuseImpossible(
  { store, broker, archive: configured }: BulkParts,
  { kind, archive }: Pick<Request, 'kind' | 'archive'>,
): void {
  if (kind === 'retry') {
    if (broker?.send) return
    throw new AppError(
      'not_supported',
      'No broker is configured, so nothing can be sent. Set CELERY_BROKER_URL to sqs://.',
    )
  }
  if (!store.delete)
    throw new AppError('not_supported', `${store.label} can only be read, so nothing can be forgotten.`)
  if (archive && (!configured || !store.copy)) {
    throw new AppError('not_supported', 'No archive is configured. Set ARCHIVE_PREFIX, or forget without a copy.', {
      details: { field: 'archive' },
    })
  }
}

/** What was counted to its end is all that is done; else it is what was confirmed, so that nobody is surprised. */
function limited(selected: FrozenSelection, confirm: number | undefined): FrozenSelection {
  const { frozen, exact } = selected
  if (frozen.kind === 'keys') return selected
  const count = exact ? selected.count : (confirm ?? selected.count)
  return { ...selected, count, frozen: { ...frozen, most: count } }
}

function checkConfirmed(confirm: number | undefined, { count, exact }: FrozenSelection): void {
  const most = count * (1 + tolerance.share) + tolerance.tasks
  if (confirm !== undefined && (exact ? count <= confirm && confirm <= most : confirm > confirmAbove)) return
  const message = `This is about ${count.toLocaleString('en-US')} tasks. Confirm it by giving that number as "confirm".`
  throw new AppError('conflict', message, { details: { field: 'confirm', count } })
}

async function warningsOf(parts: BulkParts, { kind, archive }: Request, selected: FrozenSelection): Promise<string[]> {
  const { unfinished, succeeded, unnamed, count } = selected
  const number = (value: number) => value.toLocaleString('en-US')
  const warnings: string[] = []
  if (!selected.exact)
    warnings.push(
      `Counting stopped at ${number(count)}, and there are more. The job does ${number(count)} of them and ends; ask again for the rest.`,
    )
  try {
    refuseImpossible(parts, { kind, archive })
  } catch (error) {
    if (error instanceof Error) warnings.push(error.message)
  }
  const versions = kind === 'forget' ? await versionsWarning(parts) : null
  if (versions !== null) warnings.push(versions)
  if (kind === 'forget' && unfinished > 0)
    warnings.push(
      `${number(unfinished)} of ${number(count)} are not finished: their workers will store a result again.`,
    )
  if (kind === 'retry' && succeeded > 0)
    warnings.push(`${number(succeeded)} of ${number(count)} have succeeded and would run again.`)
  if (kind === 'retry' && unnamed > 0)
    warnings.push(
      `${number(unnamed)} of ${number(count)} have no name stored (result_extended), so they cannot be sent.`,
    )
  const open = await parts.database.reader.bulkJob.count({
    where: { appId: parts.appId, status: { in: ['running', 'paused'] } },
  })
  if (open > 0) warnings.push(`${open === 1 ? 'Another bulk job is' : `${open} other bulk jobs are`} not finished yet.`)
  return warnings
}
