import { exportLines } from '@/lib/api/export-lines'
import { listSubject } from '@/lib/api/list-subject'
import { pagedStream } from '@/lib/api/paged-stream'
import { parseQuery } from '@/lib/api/query'
import { read } from '@/lib/api/route'
import { taskExportQuery } from '@/lib/contract/tasks'
import { exportTasks } from '@/lib/queries/export-tasks'

/** Every task of a filter, streamed. Not below /tasks, where it would hide a task of that id. */
export const GET = read(async ({ url, runtime, app }) => {
  const { format, ...query } = parseQuery(url, taskExportQuery)
  const { total, pages } = await exportTasks(runtime.database, listSubject(runtime, app), query)
  const { contentType, head, line } = exportLines[format]
  const body = await pagedStream(pages, head, line, (err) => runtime.log.error({ err }, 'export broke off'))
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="tasks.${format}"`,
      ...(total.exact ? { 'x-total-count': String(total.count) } : {}),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
})
