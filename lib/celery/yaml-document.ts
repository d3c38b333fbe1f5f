import { Composer, type CST, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml'
import { describeNode } from './describe-node'
import { mostValues, type PyNode, pyNone, strNode, tooManyValues } from './py-node'
import type { PyValue } from './py-value'
import { plainScalar, taggedScalar } from './yaml-scalar'

export type ReadYaml =
  | { kind: 'parsed'; value: PyValue }
  | { kind: 'problem'; code: 'bad_yaml' | 'too_deep' | 'too_large'; message: string }

/**
 * Reads a YAML document as Python's safe loader would: YAML 1.1 types, integers and floats exact, timestamps, `!!binary`
 * and `!!set`. Other tags are kept as a typed value. Anchors and aliases become one node of a graph, so what an alias
 * costs is bounded by `describeNode`. Never throws.
 */
export function readYaml(text: string): ReadYaml {
  try {
    // Types are resolved here and not by the library, which follows YAML 1.2 and turns numbers into doubles. Comparing
    // every key with every other would be quadratic.
    const tokens = tokensOf(text)
    if ('kind' in tokens) return tokens
    if (tokens.some((token) => depthOf(token) > maxYamlDepth)) {
      return { kind: 'problem', code: 'too_deep', message: `it is nested deeper than ${maxYamlDepth} levels` }
    }
    const composer = new Composer({ schema: 'failsafe', version: '1.1', resolveKnownTags: false, uniqueKeys: false })
    const [document, another] = composer.compose(tokens, true, text.length)
    if (!document || another) return { kind: 'problem', code: 'bad_yaml', message: 'it holds more than one document' }
    const [error] = document.errors
    if (error)
      return {
        kind: 'problem',
        code: 'bad_yaml',
        message: `${lowerFirst(error.message)} (at position ${error.pos[0]})`,
      }
    const outcome = describeNode(new Translator().node(document.contents))
    return outcome.kind === 'problem' ? outcome : { kind: 'parsed', value: outcome.value }
  } catch (error) {
    if (error instanceof TooManyValues) return { kind: 'problem', code: 'too_large', message: tooManyValues }
    if (error instanceof RangeError) return { kind: 'problem', code: 'too_deep', message: 'it is nested too deeply' }
    const message = error instanceof UnknownAlias ? error.message : 'the parser gave up'
    return { kind: 'problem', code: 'bad_yaml', message }
  }
}

/**
 * Parts of the text: names, values, indents, line breaks, punctuation. A value on a line of its own has about eight.
 * Composing them takes some hundred times the memory of the text.
 */
const mostLexemes = 1_000_000
/** Commas, brackets, tags, anchors and aliases take the library longest. */
const mostMarks = 200_000

/** What a `%TAG` directive says is repeated in every tag that uses it. */
const longestDirective = 1_000

/** Stops at the first error, since composing a million errors takes minutes. */
function tokensOf(text: string): CST.Token[] | Extract<ReadYaml, { kind: 'problem' }> {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let lexemes = 0
  let marks = 0
  for (const lexeme of new Lexer().lex(text)) {
    if (/^[,[\]{}!&*]/.test(lexeme)) marks++
    if (++lexemes > mostLexemes || marks > mostMarks) {
      return { kind: 'problem', code: 'too_large', message: 'it has more parts than are held' }
    }
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') return broken(token)
      if (token.type === 'directive' && token.source.length > longestDirective) {
        return { kind: 'problem', code: 'too_large', message: 'it has a directive too long to be one' }
      }
      tokens.push(token)
    }
  }
  for (const token of parser.end()) {
    if (token.type === 'error') return broken(token)
    tokens.push(token)
  }
  return tokens
}

function broken({ message, offset }: CST.ErrorToken): Extract<ReadYaml, { kind: 'problem' }> {
  return { kind: 'problem', code: 'bad_yaml', message: `${lowerFirst(message)} (at position ${offset})` }
}

/**
 * The library reads tokens without recursion but composes them with it: at 800 levels its stack overflows, and further
 * on it takes the whole process with it. PyYAML recurses as well and cannot write more than some 300 levels.
 */
const maxYamlDepth = 400

function depthOf(root: CST.Token): number {
  let deepest = 0
  const pending: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { token, depth } = next
    deepest = Math.max(deepest, depth)
    if ('value' in token && token.value) pending.push({ token: token.value, depth })
    if (!('items' in token)) continue
    for (const { key, value } of token.items) {
      if (key) pending.push({ token: key, depth: depth + 1 })
      if (value) pending.push({ token: value, depth: depth + 1 })
    }
  }
  return deepest
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

class UnknownAlias extends Error {}
class TooManyValues extends Error {}

class Translator {
  readonly #anchors = new Map<string, PyNode>()
  #values = 0

  node(node: unknown): PyNode {
    if (++this.#values > mostValues) throw new TooManyValues()
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source)
      if (!target) throw new UnknownAlias(`it refers to the anchor ${JSON.stringify(node.source)}, which there is not`)
      return target
    }
    if (isScalar(node)) return this.#anchored(node.anchor, this.#scalar(node))
    if (isSeq(node)) {
      const items: PyNode[] = []
      const list = this.#anchored(node.anchor, this.#tagged(node.tag, { kind: 'sequence', type: 'list', items }))
      for (const item of node.items) items.push(this.node(item))
      return list
    }
    if (!isMap(node)) return pyNone
    return this.#map(node)
  }

  #map(node: { anchor?: string; tag?: string; items: { key: unknown; value?: unknown }[] }): PyNode {
    if (/^tag:yaml\.org,2002:set$/.test(node.tag ?? '')) {
      const items: PyNode[] = []
      const set = this.#anchored(node.anchor, { kind: 'sequence', type: 'set', items })
      for (const { key } of node.items) items.push(this.node(key))
      return set
    }
    const pairs: [PyNode, PyNode][] = []
    const map = this.#anchored(node.anchor, this.#tagged(node.tag, { kind: 'mapping', pairs }))
    for (const { key, value } of node.items) pairs.push([this.node(key), this.node(value)])
    return map
  }

  #scalar(node: { source?: string; value: unknown; type?: string; tag?: string }): PyNode {
    const text = typeof node.value === 'string' ? node.value : (node.source ?? '')
    if (node.tag && node.tag !== '!') return taggedScalar(node.tag, text) ?? this.#tagged(node.tag, strNode(text))
    return node.type === 'PLAIN' ? plainScalar(text) : strNode(text)
  }

  #tagged(tag: string | undefined, node: PyNode): PyNode {
    if (!tag || tag === '!' || /^tag:yaml\.org,2002:(map|seq|omap|pairs)$/.test(tag)) return node
    return { kind: 'typed', type: tag.replace(/^tag:yaml\.org,2002:/, '!!'), value: node }
  }

  #anchored(anchor: string | undefined, node: PyNode): PyNode {
    if (anchor) this.#anchors.set(anchor, node)
    return node
  }
}
