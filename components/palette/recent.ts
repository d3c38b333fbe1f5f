import { parseRecent, type RecentItem, withRecent } from './recent.model'

/** Apart for every app: a task of one is not found in another. */
const keyOf = (app: string | null) => `tombstone.recent${app === null ? '' : `.${app}`}`

export function readRecent(app: string | null): RecentItem[] {
  try {
    return parseRecent(localStorage.getItem(keyOf(app)))
  } catch {
    return []
  }
}

export function rememberRecent(app: string | null, chosen: RecentItem): void {
  try {
    localStorage.setItem(keyOf(app), JSON.stringify(withRecent(readRecent(app), chosen)))
  } catch {
    // A browser that keeps nothing has nothing recent.
  }
}
