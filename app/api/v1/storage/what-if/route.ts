import { parseBody } from '@/lib/api/query'
import { ask, json } from '@/lib/api/route'
import { whatIfRequest } from '@/lib/contract/storage'
import { storageWhatIf } from '@/lib/queries/storage-what-if'

export const POST = ask(async ({ request, runtime, app }) => {
  const asked = await parseBody(request, whatIfRequest)
  const subject = { appId: app.config.id, region: app.store.region }
  return json(await storageWhatIf(runtime.database, subject, asked, runtime.now()))
})
