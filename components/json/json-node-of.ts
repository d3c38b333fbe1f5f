import { formatNumber } from '@/components/ui/format-number'
import { asTyped, type PyArray, type PyObject, type PyValue } from '@/lib/celery/py-value'
import { writePythonJson } from '@/lib/celery/write-python-json'
import type { JsonBranch, JsonChild, JsonLeaf, JsonNode } from './json-node'

/** How a parsed value is shown. Typed values of kombu and of the pickle reader are recognised; unknown types keep their name. */
export function jsonNodeOf(value: PyValue): JsonNode {
  const typed = asTyped(value)
  if (typed) return typedNode(typed.type, typed.value, value)
  switch (value.kind) {
    case 'null':
      return { kind: 'leaf', tone: 'null', text: 'null', type: null, source: value }
    case 'bool':
      return { kind: 'leaf', tone: 'boolean', text: String(value.value), type: null, source: value }
    case 'number':
      return { kind: 'leaf', tone: 'number', text: value.text, type: null, source: value }
    case 'string':
      return { kind: 'text', text: value.value, type: null, source: value }
    case 'array':
      return listNode(value, null, value)
    case 'object':
      return mappingNode(value, null, value)
  }
}

function typedNode(type: string, inner: PyValue, source: PyValue): JsonNode {
  if (type === 'object' && inner.kind === 'object') return objectNode(inner, source)
  if (type === 'dict' && inner.kind === 'array') return pairsNode(inner, source)
  if (type === 'uuid') return typedLeaf('uuid', uuidText(inner), source)
  if (type === 'base64' && inner.kind === 'string') return typedLeaf('bytes', bytesText(inner.value), source)
  if (inner.kind === 'array') return listNode(inner, type, source)
  if (inner.kind === 'object') return mappingNode(inner, type, source)
  if (inner.kind === 'string') {
    if (type === 'bytes') return { kind: 'text', text: inner.value, type, source }
    return typedLeaf(type, inner.value, source)
  }
  return typedLeaf(type, inner.kind === 'number' ? inner.text : writePythonJson(inner), source)
}

function typedLeaf(type: string, text: string, source: PyValue): JsonLeaf {
  return { kind: 'leaf', tone: 'typed', text, type, source }
}

function listNode(list: PyArray, type: string | null, source: PyValue): JsonBranch {
  const child = madeOnce((index) => ({ label: String(index), step: `[${index}]`, node: nodeAt(list.items[index]) }))
  return { kind: 'branch', shape: 'list', type, size: list.items.length, child, source }
}

function mappingNode(mapping: PyObject, type: string | null, source: PyValue): JsonBranch {
  return namedNode([...mapping.entries], (key) => `[${pythonString(key)}]`, type, source)
}

/** An object of a class: its constructor arguments, then its attributes. Nothing of it was ever built. */
function objectNode(parts: PyObject, source: PyValue): JsonNode {
  const named = parts.entries.get('class')
  const type = named?.kind === 'string' ? named.value : 'object'
  const state = parts.entries.get('state')
  const rest = [...parts.entries].filter(([key, part]) => {
    if (key === 'class' || part === state) return false
    return part.kind !== 'null' && !(part.kind === 'array' && part.items.length === 0)
  })
  const attributes: [string, PyValue][] =
    state?.kind === 'object' ? [...state.entries] : state && state.kind !== 'null' ? [['state', state]] : []
  return namedNode([...rest, ...attributes], (key) => `.${key}`, type, source)
}

/** A mapping whose keys are no strings, stored as pairs: `{1: "a"}` reads `1` and not `"1"`. */
function pairsNode(pairs: PyArray, source: PyValue): JsonNode {
  const entries = pairs.items.map((pair): [string, PyValue] | null => {
    const [key, value] = pair.kind === 'array' ? pair.items : []
    return key && value ? [key.kind === 'string' ? pythonString(key.value) : inlineText(jsonNodeOf(key)), value] : null
  })
  if (!entries.every((entry) => entry !== null)) return listNode(pairs, 'dict', source)
  return namedNode(entries, (key) => `[${key}]`, null, source)
}

function namedNode(
  entries: [string, PyValue][],
  step: (key: string) => string,
  type: string | null,
  source: PyValue,
): JsonBranch {
  const child = madeOnce((index) => {
    const [key, value] = entries[index] ?? ['', undefined]
    return { label: key, step: step(key), node: nodeAt(value) }
  })
  return { kind: 'branch', shape: 'mapping', type, size: entries.length, child, source }
}

/** The same child for the same index each time, so that a row whose value did not change is not drawn again. */
function madeOnce(make: (index: number) => JsonChild): (index: number) => JsonChild {
  const made = new Map<number, JsonChild>()
  return (index) => {
    const known = made.get(index)
    if (known) return known
    const child = make(index)
    made.set(index, child)
    return child
  }
}

function nodeAt(value: PyValue | undefined): JsonNode {
  return jsonNodeOf(value ?? { kind: 'null', start: 0, end: 0 })
}

function inlineText(node: JsonNode): string {
  if (node.kind === 'branch') return writePythonJson(node.source)
  return node.type ? `${node.type}(${node.text})` : node.text
}

/** kombu stores `{"hex": …}` without dashes. */
function uuidText(inner: PyValue): string {
  const hex = inner.kind === 'object' ? inner.entries.get('hex') : inner
  if (hex?.kind !== 'string') return writePythonJson(inner)
  return hex.value.replace(/^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i, '$1-$2-$3-$4-$5')
}

const bytesShown = 24

function bytesText(base64: string): string {
  let binary: string
  try {
    binary = atob(base64)
  } catch {
    return base64
  }
  const hex = [...binary.slice(0, bytesShown)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(' ')
  const count = `${formatNumber(binary.length)} ${binary.length === 1 ? 'byte' : 'bytes'}`
  return binary.length === 0 ? count : `${hex}${binary.length > bytesShown ? ' …' : ''}  ${count}`
}

/** A string as Python's repr would quote it, near enough to be pasted into a shell. */
function pythonString(text: string): string {
  const quoted = JSON.stringify(text)
  return text.includes("'") ? quoted : `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`
}
