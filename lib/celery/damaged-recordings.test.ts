import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeGroupDocument, decodeTaskDocument } from './decode-document'
import { decodeTaskStream } from './document-stream'
import { previewArguments, previewMessage, previewResult } from './preview'
import { parsePythonJson } from './python-json'
import { parseTraceback } from './traceback'

const root = path.resolve(import.meta.dirname, '../../e2e/recordings/s3')
const small = readdirSync(root, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /celery-task/.test(entry.name))
  .map((entry) => new Uint8Array(readFileSync(path.join(entry.parentPath, entry.name))))
  .filter((bytes) => bytes.length < 5_000)

type Damage = { at: number; kind: 'set' | 'cut' | 'insert' | 'repeat'; byte: number }

function damage(bytes: Uint8Array, damages: Damage[]): Uint8Array {
  let all = Array.from(bytes)
  for (const { at, kind, byte } of damages) {
    const place = all.length === 0 ? 0 : at % all.length
    if (kind === 'set') all[place] = byte
    else if (kind === 'cut') all = all.slice(0, place)
    else if (kind === 'insert') all.splice(place, 0, byte)
    else all.splice(place, 0, ...all.slice(place, place + byte))
  }
  return Uint8Array.from(all)
}

async function* pieces(all: Uint8Array, size: number) {
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

describe('recordings with broken bytes', () => {
  it('are decoded or refused, never thrown at', async () => {
    expect(small.length).toBeGreaterThan(500)
    const damages = fc.array(
      fc.record({
        at: fc.nat(5_000),
        kind: fc.constantFrom<Damage['kind']>('set', 'set', 'cut', 'insert', 'repeat'),
        byte: fc.nat(255),
      }),
      { minLength: 1, maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.nat(small.length - 1),
        damages,
        fc.integer({ min: 3, max: 500 }),
        async (which, all, size) => {
          const bytes = damage(small[which] ?? new Uint8Array(0), all)
          const task = decodeTaskDocument(bytes)
          expect(['group', 'problem']).toContain(decodeGroupDocument(bytes).kind)
          const streamed = await decodeTaskStream(pieces(bytes, size), { capBytes: 0, valueBytes: 100_000 })
          if (task.kind === 'problem') {
            expect(task.message).toMatch(/^The object .+\.$/s)
            return
          }
          // What is decoded can be shown: its texts parse, and the previews are short.
          for (const json of [
            task.result,
            task.args,
            task.kwargs,
            task.exception?.args,
            ...task.extra.map(({ value }) => value),
          ]) {
            if (json !== null && json !== undefined) expect(parsePythonJson(json).kind).toBe('parsed')
          }
          expect(previewResult(task.result)?.length ?? 0).toBeLessThanOrEqual(200)
          expect(previewArguments(task.args, task.kwargs)?.length ?? 0).toBeLessThanOrEqual(200)
          expect(previewMessage(task.exception?.message ?? '').length).toBeLessThanOrEqual(500)
          parseTraceback(task.traceback ?? '')
          // A skimmer of YAML knows only the style Python writes, so it may see less in a damaged document, but not more.
          if (task.serializer !== 'yaml') expect(streamed).toEqual(task)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
