import { windowSentences } from '@/components/layout/window-words'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { contentOf } from '@/components/views/views.model'
import type { ParamValue } from '@/lib/client/search-params'
import { filterParams, type TaskSearch } from '@/lib/client/task-search'
import type { Count } from '@/lib/contract/common'

export const exportFormats = {
  csv: {
    label: 'CSV',
    note: 'One line a task under a line of names: for spreadsheets.',
    type: 'text/csv',
    extension: 'csv',
  },
  jsonl: {
    label: 'JSON Lines',
    note: 'One JSON object a line, as the API gives it: for programs.',
    type: 'application/x-ndjson',
    extension: 'jsonl',
  },
} as const
export type ExportFormat = keyof typeof exportFormats

/** Everything the list would show, from its first page to its last, in its order. */
export function exportParams(search: TaskSearch, format: ExportFormat, nowMs: number): Record<string, ParamValue> {
  const { sort, order } = search
  return {
    format,
    ...filterParams(search, nowMs),
    sort: sort === 'occurredAt' ? null : sort,
    order: order === 'desc' ? null : order,
  }
}

/** "1,031 tasks", "1 task", "at least 10,000 tasks"; null while nobody has counted. */
export function countWords(total: Count | undefined): string | null {
  if (!total) return null
  const tasks = total.count === 1 && total.exact ? '1 task' : `${formatNumber(total.count)} tasks`
  return total.exact ? tasks : `at least ${tasks}`
}

/** What the list was narrowed by, as its search says it, the time it is about, and its order. */
export function searchWords(search: TaskSearch): { query: string | null; span: string; order: string } {
  const { query, sort, order } = contentOf(search)
  const words = {
    occurredAt: ['newest first', 'oldest first'],
    sizeBytes: ['largest first', 'smallest first'],
    runtimeSeconds: ['slowest first', 'fastest first'],
  } as const
  return {
    query: query || null,
    // Exact times are part of the query.
    span: search.window === null ? '' : `of ${search.window === 'all' ? '' : 'the '}${windowSentences[search.window]}`,
    order: words[sort][order === 'desc' ? 0 : 1],
  }
}

/** "tasks-2026-11-24-1405.csv", in UTC as everything that is written down. */
export function fileNameOf(format: ExportFormat, nowMs: number): string {
  const [day, time = ''] = new Date(nowMs).toISOString().split('T')
  return `tasks-${day}-${time.slice(0, 5).replace(':', '')}.${exportFormats[format].extension}`
}

/** How far an export is. `total` is null where the server does not know how many tasks there will be. */
export type ExportProgress = { rows: number; bytes: number; total: number | null }

/** "12,000 of 48,210 tasks · 3.4 MB · 24 %". */
export function progressWords({ rows, bytes, total }: ExportProgress): string {
  const parts = [
    total === null ? `${formatNumber(rows)} tasks` : `${formatNumber(rows)} of ${formatNumber(total)} tasks`,
    formatBytes(bytes),
  ]
  const share = shareOf({ rows, bytes, total })
  // Never "100 %" before the end.
  if (share !== null) parts.push(`${Math.min(99, Math.floor(share * 100))} %`)
  return parts.join(' · ')
}

/** Between 0 and 1; null where the end is not known. More may come than was counted at the beginning. */
export function shareOf({ rows, total }: ExportProgress): number | null {
  return total === null || total === 0 ? null : Math.min(1, rows / total)
}
