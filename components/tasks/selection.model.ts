export type Selection = {
  ids: ReadonlySet<string>
  /** Where a range begins: the row that was chosen last. */
  anchor: string | null
}

export const noSelection: Selection = { ids: new Set(), anchor: null }

export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id }
}

/** Adds all rows from the anchor to `id`, in the order of the screen; without an anchor just that one. */
export function selectRange(selection: Selection, id: string, shown: string[]): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor)
  const to = shown.indexOf(id)
  if (from < 0 || to < 0) return { ids: new Set([...selection.ids, id]), anchor: id }
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor }
}

export function selectAll(shown: string[]): Selection {
  return { ids: new Set(shown), anchor: null }
}

/** What of it can still be seen: nothing is ever done to rows that are not on the screen. */
export function keepShown(selection: Selection, shown: string[]): Selection {
  if (selection.ids.size === 0) return selection
  const kept = shown.filter((id) => selection.ids.has(id))
  if (kept.length === selection.ids.size) return selection
  return {
    ids: new Set(kept),
    anchor: selection.anchor !== null && kept.includes(selection.anchor) ? selection.anchor : null,
  }
}
