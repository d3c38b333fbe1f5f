import { appQuery, parseQuery } from '@/lib/api/query'
import { read } from '@/lib/api/route'
import { openRaw } from '@/lib/queries/open-raw'

/** The stored bytes as a download: never shown by the browser, whatever they look like. */
export const GET = read<{ taskId: string }>(async ({ request, url, params, app }) => {
  parseQuery(url, appQuery)
  const taskId = params.taskId
  const document = await openRaw(app, taskId, request.signal)
  return new Response(document.body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(document.sizeBytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(taskId)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
})
