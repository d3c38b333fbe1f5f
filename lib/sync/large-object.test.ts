import { describe, expect, it } from 'vitest'
import { sweep } from './engine'
import { documentOf, expectIndexEqualsBucket, taskKeyOf, testParts } from './testing'

const megabyte = 1_048_576

describe('a large object', () => {
  it('of 50 MB is read as a stream, wherever its fields stand', async () => {
    const parts = testParts({ bodyCapBytes: megabyte })
    const large = 'x'.repeat(50 * megabyte)
    const document = `{"result": "${large}", "status": "SUCCESS", "name": "shop.export", "retries": 2}`
    parts.store.set(taskKeyOf('large'), document)
    const before = process.memoryUsage().arrayBuffers
    let most = before
    const watching = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        most = Math.max(most, process.memoryUsage().arrayBuffers)
        controller.enqueue(chunk)
      },
    })
    const decode: typeof parts.decode = (key, document) =>
      parts.decode(key, { ...document, body: document.body.pipeThrough(watching) })
    const { counters } = await sweep({ ...parts, decode })
    expect(counters).toMatchObject({ fetched: 1, problems: 0, getRequests: 1 })
    expect(parts.index.contents().tasks).toMatchObject([
      { taskId: 'large', state: 'SUCCESS', name: 'shop.export', retries: 2, sizeBytes: document.length },
    ])
    expect(parts.index.contents().tasks[0]?.resultPreview?.length).toBeLessThan(300)
    // Held whole it would be 50 MB at least, besides the 50 MB that the test's own store holds.
    expect(most - before).toBeLessThan(40 * megabyte)
    await expectIndexEqualsBucket(parts)
  })

  it('that is overwritten or breaks off while it is read is read again', async () => {
    const parts = testParts({ bodyCapBytes: 1000 })
    parts.store.set(taskKeyOf('1'), documentOf({ result: 'x'.repeat(500_000) }))
    parts.store.intercept = ({ operation, number }) =>
      operation === 'get' && number < 3 ? { truncateBodyAt: 200_000 } : undefined
    const { counters, failures } = await sweep(parts)
    expect(failures).toEqual([])
    expect(counters).toMatchObject({ fetched: 1, getRequests: 3, problems: 0 })
    await expectIndexEqualsBucket(parts)
  })
})
