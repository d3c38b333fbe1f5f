/** The entry of a bucket, begun with these sums where there is none. Stored text has no U+0000, so ids cannot collide. */
export function entryOf<Key extends Record<string, string | number>, Sums extends object>(
  entries: Map<string, Key & Sums>,
  key: Key,
  sums: Sums,
): Key & Sums {
  const id = Object.values(key).join('\0')
  const known = entries.get(id)
  if (known) return known
  const entry = { ...key, ...sums }
  entries.set(id, entry)
  return entry
}
