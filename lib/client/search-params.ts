export type ParamValue = string | number | readonly string[] | null | undefined

/** A query string with its "?", or "" where nothing is set. Arrays repeat the parameter; null and "" leave it out. */
export function toQueryString(params: Record<string, ParamValue>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text && `?${text}`
}
