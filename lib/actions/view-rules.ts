import type { ViewRequest } from '@/lib/contract/views'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { builtInViews } from '@/lib/queries/built-in-views'
import { parseSearch } from '@/lib/search/parse-search'

/** What saving, changing and removing views works with. */
export type ViewParts = {
  database: Database
  appId: string
  /** Epoch milliseconds. */
  now(): number
  /** A new UUID at every call. */
  newId(): string
}

export const mostViews = 200

/** The request as it is stored. Throws `bad_search` with the place of the mistake, and `bad_request` for a blank name. */
export function checkView(request: ViewRequest): ViewRequest {
  const name = request.name.replace(/\s+/g, ' ').trim()
  if (name === '') throw new AppError('bad_request', 'A view needs a name.', { details: { field: 'name' } })
  const query = request.query.trim()
  const parsed = parseSearch(query)
  if (parsed.kind === 'problem') {
    const { message, span } = parsed.problem
    throw new AppError('bad_search', message, { details: { field: 'query', ...span } })
  }
  return { ...request, name, query }
}

/** The views of an app, read under its write lock. Throws `conflict` where another one has that name. */
export async function checkName(tx: Transaction, appId: string, name: string, ownId: string | null) {
  const saved = await tx.savedView.findMany({ where: { appId }, select: { id: true, name: true } })
  // Not left to the database: SQLite folds the case of ASCII alone.
  const taken = [...builtInViews, ...saved].find((view) => view.id !== ownId && folded(view.name) === folded(name))
  if (taken) {
    const message = `There is a view "${taken.name}" already. Choose another name${ownId === null ? ', or change that one' : ''}.`
    throw new AppError('conflict', message, { details: { field: 'name', viewId: taken.id } })
  }
  return saved
}

export function refuseBuiltIn(id: string): void {
  const view = builtInViews.find((known) => known.id === id)
  if (view) {
    throw new AppError('not_supported', `"${view.name}" is built in and stays as it is. Save it under another name.`)
  }
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
