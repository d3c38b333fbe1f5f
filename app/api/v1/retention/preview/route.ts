import { previewRetention } from '@/lib/actions/retention/save-retention'
import { parseBody } from '@/lib/api/query'
import { json, mutate } from '@/lib/api/route'
import { retentionPreviewRequest } from '@/lib/contract/retention'

export const POST = mutate(async ({ request, app }) => {
  const { rules } = await parseBody(request, retentionPreviewRequest)
  return json(await previewRetention(app.bulk, rules))
})
