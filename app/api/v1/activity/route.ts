import { activityLines } from '@/lib/api/activity-lines'
import { pagedStream } from '@/lib/api/paged-stream'
import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { activityQuery } from '@/lib/contract/activity'
import { exportActivity, listActivity } from '@/lib/queries/list-activity'

/** The audit log: a page of it, or with `format` every line of the filter, streamed. */
export const GET = read(async ({ url, runtime, app }) => {
  const query = parseQuery(url, activityQuery)
  if (query.format === undefined) return json(await listActivity(runtime.database, app.config.id, query))
  const { contentType, head, line } = activityLines[query.format]
  const pages = exportActivity(runtime.database, app.config.id, query)
  const body = await pagedStream(pages, head, line, (err) => runtime.log.error({ err }, 'export broke off'))
  return new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="activity.${query.format}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
})
