import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { storageQuery } from '@/lib/contract/storage'
import { getStorage } from '@/lib/queries/get-storage'

export const GET = read(async ({ url, runtime, app }) => {
  const { window } = parseQuery(url, storageQuery)
  const { store, config } = app
  const subject = { appId: config.id, region: store.region, store, keyPrefix: config.store.keyPrefix }
  return json(await getStorage(runtime.database, subject, window, runtime.now()))
})
