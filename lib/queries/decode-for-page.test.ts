import { describe, expect, it } from 'vitest'
import type { StoredDocument } from '@/lib/results/store'
import { decodeForPage } from './decode-for-page'

function stored(text: string): StoredDocument {
  const blob = new Blob([text])
  return {
    key: 'celery-task-meta-a',
    version: '1',
    modifiedAt: new Date(0),
    sizeBytes: blob.size,
    storageClass: 'STANDARD',
    contentType: null,
    serverSideEncryption: null,
    versionId: null,
    body: blob.stream(),
  }
}

async function decoded(document: Record<string, unknown>) {
  const { result, page } = await decodeForPage(stored(JSON.stringify({ status: 'SUCCESS', ...document })))
  return { result: result.kind === 'task' ? result : null, page }
}

describe('a document for a page', () => {
  it('shows a result of 2 MB whole', async () => {
    const { result } = await decoded({ result: 'x'.repeat(2_100_000) })
    expect([result?.result.length, result?.truncated]).toEqual([2_100_002, undefined])
  })

  it('keeps the beginnings of many large fields, not all of each', async () => {
    const large = 'x'.repeat(2_000_000)
    const { result } = await decoded({ result: large, args: [large], kwargs: { large }, x1: large, x2: large })
    expect(result?.truncated?.map(({ field }) => field)).toEqual(['result', 'args', 'kwargs', 'x1', 'x2'])
    const kept = [result?.result, result?.args, result?.kwargs, ...(result?.extra ?? []).map(({ value }) => value)]
    for (const text of kept) expect(text?.length).toBeLessThan(300_000)
  })

  it('has the beginning of its text, however large it is', async () => {
    const small = await decoded({ result: 1 })
    expect(small.page.text).toEqual({ text: '{"status":"SUCCESS","result":1}', truncated: false })
    const large = await decoded({ result: 'x'.repeat(5_000_000) })
    expect(large.page.text).toEqual({ text: `{"status":"SUCCESS","result":"${'x'.repeat(63_970)}`, truncated: true })
  })
})
