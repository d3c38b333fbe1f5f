/** Items by a key, in the order in which they come. Those whose key is null are left out. */
export function grouped<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | null): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const some = groups.get(key)
    if (some) some.push(item)
    else groups.set(key, [item])
  }
  return groups
}
