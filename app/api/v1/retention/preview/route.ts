import { previewRetention } from '@/lib/actions/retention/save-retention'
import { parseBody } from '@/lib/api/query'
import { ask, json } from '@/lib/api/route'
import { retentionPreviewRequest } from '@/lib/contract/retention'

export const POST = ask(async ({ request, app }) => {
  const { rules } = await parseBody(request, retentionPreviewRequest)
  return json(await previewRetention(app.bulk, rules))
})
