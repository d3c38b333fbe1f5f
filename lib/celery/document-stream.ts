import { CaptureBudget } from './capture'
import { decodeGroupDocument, decodeTaskDocument, taskOf } from './decode-document'
import { type DocumentField, foreignProblem, problemOf } from './document-fields'
import { JsonSkimmer, type SkimmedFields } from './json-skimmer'
import { MsgpackReader } from './msgpack-document'
import { PickleReader } from './pickle'
import type { DecodeProblem, GroupDocument, TaskResult } from './result'
import { type Serializer, sniffSerializer } from './serializer'
import { YamlSkimmer } from './yaml-skimmer'

export type StreamLimits = {
  /** Bodies up to here are held and decoded whole. */
  capBytes?: number
  /** Larger bodies are given up with a `too_large` problem. */
  hardLimitBytes?: number
  /** How much of one field of a body above the cap is kept. */
  valueBytes?: number
}

const defaults = { capBytes: 2_000_000, hardLimitBytes: 1_000_000_000, valueBytes: 64_000 }

/** A body as fetch, the AWS SDK and Node hand it out. */
export type ByteStream = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>

/**
 * Understands a task's document of any size. Up to the cap it is what `decodeTaskDocument` says; above it the body is
 * read once and never held: small fields are found wherever they stand, of large ones the beginning is kept, and
 * `truncated` names them. Reads the body to its end, or cancels it when nothing more can come of it. Rejects with the
 * body's own error where that breaks off; never throws because of what it holds.
 */
export async function decodeTaskStream(
  body: ByteStream,
  limits: StreamLimits = {},
): Promise<TaskResult | DecodeProblem> {
  const { capBytes, hardLimitBytes, valueBytes } = { ...defaults, ...limits }
  const chunks = chunksOf(body)
  // Never fewer than a problem shows of an object.
  const held = await hold(chunks, Math.max(64, capBytes))
  if (held.ended) return decodeTaskDocument(held.bytes)
  const head = held.bytes.slice(0, 64)
  const serializer = sniffSerializer(head)
  if (!serializer) {
    await chunks.return?.()
    return foreignProblem(head)
  }
  const skimmer = skimmerFor(serializer, valueBytes)
  let size = held.bytes.length
  let enough = skimmer.feed(held.bytes)
  held.bytes = new Uint8Array(0)
  for (let next = await step(chunks, enough); next; next = await step(chunks, enough)) {
    size += next.length
    if (size > hardLimitBytes) {
      await chunks.return?.()
      return problemOf(
        serializer,
        'too_large',
        `is larger than ${hardLimitBytes} bytes, of which no more is read`,
        head,
      )
    }
    enough = skimmer.feed(next)
  }
  const outcome = skimmer.finish(size)
  if (outcome.kind === 'problem') return problemOf(serializer, outcome.code, outcome.message, head)
  return taskOf({ kind: 'fields', serializer, fields: outcome.fields }, head)
}

/**
 * Understands a group's document. The list of its members is wanted whole, so it is held whole: about 80 bytes a member,
 * and 32 MB at the most unless `hardLimitBytes` says otherwise.
 */
export async function decodeGroupStream(
  body: ByteStream,
  { hardLimitBytes = 32_000_000 }: Pick<StreamLimits, 'hardLimitBytes'> = {},
): Promise<GroupDocument | DecodeProblem> {
  const chunks = chunksOf(body)
  const held = await hold(chunks, hardLimitBytes)
  if (held.ended) return decodeGroupDocument(held.bytes)
  await chunks.return?.()
  const serializer = sniffSerializer(held.bytes)
  if (!serializer) return foreignProblem(held.bytes)
  return problemOf(serializer, 'too_large', `is larger than ${hardLimitBytes} bytes`, held.bytes)
}

type Skimmer = { feed(chunk: Uint8Array): boolean; finish(sizeBytes: number): SkimmedFields }

function skimmerFor(serializer: Serializer, valueBytes: number): Skimmer {
  if (serializer === 'json') return new JsonSkimmer(new CaptureBudget(valueBytes))
  if (serializer === 'yaml') return new YamlSkimmer(new CaptureBudget(valueBytes))
  const limits = { stringBytes: valueBytes, membersPerField: Math.ceil(valueBytes / 16) }
  const reader = serializer === 'pickle' ? new PickleReader(limits) : new MsgpackReader(limits)
  return {
    feed: (chunk) => reader.feed(chunk),
    finish: (sizeBytes) => {
      const outcome = reader.finish()
      if (outcome.kind === 'problem') return { ...outcome, message: `cannot be read: ${outcome.message}` }
      const { value, cut } = outcome
      if (value.kind !== 'object') return { kind: 'problem', code: 'not_a_result', message: 'holds no mapping' }
      const fields = new Map<string, DocumentField>()
      // What one field takes up is not known here, so a cut one is given the size of the document.
      for (const [name, member] of value.entries) {
        fields.set(name, { value: member, source: null, ...(cut.has(name) ? { truncated: { sizeBytes } } : {}) })
      }
      return { kind: 'fields', fields }
    },
  }
}

async function step(chunks: AsyncIterator<Uint8Array>, enough: boolean): Promise<Uint8Array | null> {
  if (enough) {
    await chunks.return?.()
    return null
  }
  const next = await chunks.next()
  return next.done ? null : next.value
}

/** The bytes up to the cap; not `ended` where there are more, and then possibly some beyond it. */
async function hold(
  chunks: AsyncIterator<Uint8Array>,
  capBytes: number,
): Promise<{ bytes: Uint8Array; ended: boolean }> {
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const next = await chunks.next()
    if (!next.done) {
      parts.push(next.value)
      length += next.value.length
      if (length <= capBytes) continue
    }
    const bytes = new Uint8Array(length)
    let at = 0
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    return { bytes, ended: next.done === true }
  }
}

/** Not every stream can be iterated (Safari's cannot), but all can be read; leaving early cancels them. */
async function* chunksOf(body: ByteStream): AsyncGenerator<Uint8Array, void> {
  if (!('getReader' in body)) {
    yield* body
    return
  }
  const reader = body.getReader()
  let ended = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        ended = true
        return
      }
      yield value
    }
  } finally {
    if (ended) reader.releaseLock()
    else await reader.cancel().catch(() => undefined)
  }
}
