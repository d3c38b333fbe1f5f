import { asTyped, type PyValue } from './py-value'

/**
 * A value on one line for people, at most `limit` characters and then "…": JSON's spelling for plain data, and the value
 * alone for dates, decimals and the like (`9.99`, `2024-05-17`, `b"café"`, `{1, 2}`, `Order("A-1")`). Not for parsing.
 */
export function briefText(value: PyValue, limit: number): string {
  const line = new Line(limit)
  const pending: (PyValue | string)[] = [value]
  for (let next = pending.pop(); next !== undefined && !line.full; next = pending.pop()) {
    if (typeof next === 'string') line.add(next)
    else {
      const parts = partsOf(next, limit)
      for (let i = parts.length - 1; i >= 0; i--) pending.push(parts[i] ?? '')
    }
  }
  return line.finish(pending.length === 0)
}

class Line {
  #text = ''
  constructor(private readonly limit: number) {}

  get full(): boolean {
    return this.#text.length > this.limit
  }

  add(text: string): void {
    this.#text += text
  }

  finish(whole: boolean): string {
    return whole && !this.full ? this.#text : cutText(this.#text, this.limit, true)
  }
}

/** The first `limit` characters, the last of them "…" where something is left out. Splits no surrogate pair. */
export function cutText(text: string, limit: number, cut = text.length > limit): string {
  if (!cut) return text
  const kept = text.slice(0, Math.max(0, limit - 1))
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}

// A level of a thousand members gives a thousand parts, of which no more are written than the line holds.
function partsOf(value: PyValue, limit: number): (PyValue | string)[] {
  switch (value.kind) {
    case 'null':
      return ['null']
    case 'bool':
      return [String(value.value)]
    case 'number':
      return [value.text]
    case 'string':
      return [quoted(value.value, limit)]
    case 'array':
      return ['[', ...joined(value.items, limit), ']']
    case 'object': {
      const typed = asTyped(value)
      return (typed && typedParts(typed, limit)) ?? ['{', ...pairs(value.entries, ': ', limit, quoted), '}']
    }
  }
}

function typedParts({ type, value }: { type: string; value: PyValue }, limit: number): (PyValue | string)[] | null {
  switch (type) {
    case 'datetime':
    case 'date':
    case 'time':
    case 'decimal':
    case 'class':
      return value.kind === 'string' ? [cutText(value.value, limit)] : null
    case 'bytes':
    case 'base64':
      return value.kind === 'string' ? [type === 'bytes' ? 'b' : 'base64 ', quoted(value.value, limit)] : null
    case 'uuid': {
      const hex = value.kind === 'object' ? value.entries.get('hex') : undefined
      if (hex?.kind !== 'string' || hex.value.length !== 32) return null
      return [hex.value.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')]
    }
    case 'set':
    case 'frozenset':
      return value.kind === 'array' ? ['{', ...joined(value.items, limit), '}'] : null
    case 'reference':
    case 'omitted':
      return ['…']
    case 'dict':
      return value.kind === 'array' ? dictParts(value.items, limit) : null
    case 'complex':
    case 'timedelta':
      return numbersText(type, value)
    case 'object':
      return objectParts(value, limit)
    default:
      return null
  }
}

function dictParts(items: PyValue[], limit: number): (PyValue | string)[] | null {
  const parts: (PyValue | string)[] = []
  for (const item of items.slice(0, limit)) {
    const [key, value] = item.kind === 'array' ? item.items : []
    if (!key || !value) return null
    parts.push(parts.length === 0 ? '{' : ', ', key, ': ', value)
  }
  return [...parts, '}']
}

/** `1.0+2.0j`, `1 day, 0:00:05`: as Python prints them. */
function numbersText(type: 'complex' | 'timedelta', value: PyValue): string[] | null {
  if (value.kind !== 'object') return null
  const numbers = [...value.entries.values()].map((member) => (member.kind === 'number' ? member.text : ''))
  if (numbers.includes('')) return null
  const [first = '0', second = '0', third = '0'] = numbers
  if (type === 'complex') return [`${first}${/^[-N]/.test(second) ? '' : '+'}${second}j`]
  const total = Number(second)
  const days = first === '0' ? '' : `${first} ${/^-?1$/.test(first) ? 'day' : 'days'}, `
  const clock = [Math.floor(total / 3600), two(Math.floor(total / 60) % 60), two(total % 60)].join(':')
  return [`${days}${clock}${third === '0' ? '' : `.${third.padStart(6, '0')}`}`]
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function objectParts(value: PyValue, limit: number): (PyValue | string)[] | null {
  if (value.kind !== 'object') return null
  const name = value.entries.get('class')
  const args = value.entries.get('args')
  const state = value.entries.get('state')
  if (name?.kind !== 'string' || args?.kind !== 'array') return null
  if (name.value === 'celery.app.base._unpickle_appattr') return resultParts(args.items, limit)
  const short = name.value.slice(name.value.lastIndexOf('.') + 1)
  const attributes = args.items.length === 0 && state?.kind === 'object' ? pairs(state.entries, '=', limit, bare) : []
  return [cutText(short, limit), '(', ...joined(args.items, limit), ...attributes, ')']
}

/** A task that returned an AsyncResult: Celery pickles the name of its class and what it was made from. */
function resultParts([name, args]: PyValue[], limit: number): (PyValue | string)[] | null {
  const [id] = args?.kind === 'array' ? args.items : []
  return name?.kind === 'string' && id ? [cutText(name.value, limit), '(', id, ')'] : null
}

function joined(items: PyValue[], limit: number): (PyValue | string)[] {
  return items.slice(0, limit).flatMap((item, i) => (i === 0 ? [item] : [', ', item]))
}

/** Members as `key: value` or `key=value`. */
export function pairs(
  entries: Map<string, PyValue>,
  between: string,
  limit: number,
  spell: (key: string, limit: number) => string = bare,
): (PyValue | string)[] {
  const parts: (PyValue | string)[] = []
  for (const [key, value] of entries) {
    if (parts.length > 4 * limit) break
    const comma = parts.length === 0 ? '' : ', '
    if (key === '…' && asTyped(value)?.type === 'omitted') parts.push(`${comma}…`)
    else parts.push(`${comma}${spell(key, limit)}${between}`, value)
  }
  return parts
}

function quoted(text: string, limit: number): string {
  return JSON.stringify(text.length > limit ? text.slice(0, limit + 1) : text)
}

function bare(text: string, limit: number): string {
  return text.slice(0, limit + 1)
}
