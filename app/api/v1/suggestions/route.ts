import { z } from 'zod'
import { appQuery, parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { storableText } from '@/lib/contract/common'
import { suggestionKinds } from '@/lib/contract/values'
import { listSuggestions } from '@/lib/queries/list-suggestions'

const query = appQuery.extend({
  kind: z.enum(suggestionKinds),
  prefix: storableText(200).default(''),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export const GET = read(async ({ url, runtime, app }) => {
  const { kind, prefix, limit } = parseQuery(url, query)
  return json(await listSuggestions(runtime.database, app.config.id, kind, prefix, limit))
})
