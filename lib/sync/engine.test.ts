import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseResultKey } from '@/lib/celery/result-key'
import { AppError } from '@/lib/errors'
import { type SweepOptions, sweep } from './engine'
import { recheckTask } from './recheck'
import {
  documentOf,
  expectIndexEqualsBucket,
  fillStore,
  groupKeyOf,
  keyPrefix,
  type TestParts,
  taskKeyOf,
  testParts,
} from './testing'

const small: SweepOptions = { concurrency: 4, batchSize: 7 }
const taskOf = ({ index }: TestParts, id: string) => index.contents().tasks.find(({ taskId }) => taskId === id)

describe('a first sweep', () => {
  it('reads every object once and stores what it says', async () => {
    const parts = testParts()
    parts.store.set(
      taskKeyOf('a/b ü'),
      documentOf({
        status: 'FAILURE',
        result: { exc_type: 'ValueError', exc_message: ['bad'], exc_module: 'builtins' },
        name: 'shop.pay',
        args: [1],
        kwargs: { k: 'v' },
        queue: 'mail',
        worker: 'celery@w1',
        retries: 2,
        date_done: '2026-11-20T10:00:00.5+00:00',
        group_id: 'g',
        parent_id: 'p',
      }),
    )
    parts.store.set(groupKeyOf('g'), documentOf({ result: [['g', null], [[['a', null], null]]] }))
    const { counters, failures } = await sweep(parts)
    expect(failures).toEqual([])
    expect(counters).toMatchObject({ listed: 2, fetched: 2, inserted: 2, listRequests: 1, getRequests: 2, problems: 0 })
    expect(taskOf(parts, 'a/b ü')).toMatchObject({
      state: 'FAILURE',
      ready: true,
      name: 'shop.pay',
      queue: 'mail',
      worker: 'celery@w1',
      retries: 2,
      dateDoneMs: Date.UTC(2026, 10, 20, 10, 0, 0, 500),
      exceptionType: 'ValueError',
      exceptionMessage: 'bad',
      groupId: 'g',
      parentId: 'p',
      extended: true,
      serializer: 'json',
      argsPreview: '(1, k="v")',
      problemCode: null,
    })
    expect(parts.index.contents().groups).toMatchObject([{ groupId: 'g', memberCount: 1 }])
    await expectIndexEqualsBucket(parts)
  })

  it('counts what is not Celery’s, and leaves what lies under other prefixes alone', async () => {
    const parts = testParts()
    for (const key of ['celery-task-meta-', 'celery-task-notes.txt', 'celery-tasks/x'])
      parts.store.set(keyPrefix + key, '')
    parts.store.set('other/celery-task-meta-1', documentOf())
    parts.store.set(taskKeyOf('1'), documentOf())
    const { counters } = await sweep(parts)
    expect(counters).toMatchObject({ listed: 4, foreign: 3, fetched: 1, getRequests: 1 })
    // No database can keep such a key.
    parts.store.set(taskKeyOf('nul\0'), documentOf())
    expect((await sweep(parts)).counters).toMatchObject({ listed: 5, foreign: 4, getRequests: 0 })
    parts.store.remove(taskKeyOf('nul\0'))
    await expectIndexEqualsBucket(parts)
  })

  it('keeps a row with the reason for every document that cannot be understood', async () => {
    const parts = testParts()
    const bad = { empty: '', words: 'hello', cut: '{"status": "SUCC', list: '[1, 2]', 'no-status': '{"result": 1}' }
    for (const [id, text] of Object.entries(bad)) parts.store.set(taskKeyOf(id), text)
    parts.store.set(groupKeyOf('bad-group'), 'x')
    const { counters, failures } = await sweep(parts)
    expect(failures).toEqual([])
    expect(counters.problems).toBe(6)
    for (const id of Object.keys(bad)) {
      expect(taskOf(parts, id)).toMatchObject({ state: 'UNREADABLE', problemCode: expect.any(String) })
    }
    expect(taskOf(parts, 'words')?.problemBytes).toBe('68656c6c6f')
    await expectIndexEqualsBucket(parts)
  })
})

describe('an unchanged bucket', () => {
  it.each([0, 1, 999, 1000, 1001, 2000, 2001, 4000])('of %i objects costs one LIST a thousand', async (count) => {
    const parts = testParts()
    fillStore(parts.store, count)
    await sweep(parts)
    const before = { ...parts.store.requests }
    const { counters } = await sweep(parts, { pagesPerRange: 2 })
    const lists = Math.max(1, Math.ceil(count / 1000))
    expect(counters).toMatchObject({ listed: count, fetched: 0, listRequests: lists, getRequests: 0 })
    expect(parts.store.requests).toEqual({ ...before, list: before.list + lists })
  })
})

describe('a changed bucket', () => {
  it('costs one GET for each new or changed object', async () => {
    const parts = testParts()
    fillStore(parts.store, 2500)
    await sweep(parts)
    const [first, ...rest] = parts.store.keys()
    parts.store.set(first ?? '', documentOf({ status: 'REVOKED' }))
    for (const key of rest.slice(300, 1800)) parts.store.remove(key)
    for (const id of ['!', '7fff', 'zz', '😀']) parts.store.set(taskKeyOf(id), documentOf())
    const { counters } = await sweep(parts, { pagesPerRange: 1 })
    expect(counters).toMatchObject({ fetched: 5, getRequests: 5, inserted: 4, changed: 1, gone: 1500 })
    await expectIndexEqualsBucket(parts)
  })

  it('is left as it is by a sweep that follows', async () => {
    const parts = testParts()
    fillStore(parts.store, 50)
    await sweep(parts)
    const before = parts.index.contents()
    await sweep(parts)
    expect(parts.index.contents()).toEqual(before)
  })

  it('may go back to an older version, which is read once', async () => {
    const clock = { ms: Date.UTC(2026, 10, 20) }
    const parts = testParts({ now: () => clock.ms })
    const put = (status: string) => {
      parts.store.set(taskKeyOf('1'), documentOf({ status }))
      parts.store.set(groupKeyOf('1'), documentOf({ result: [status, []] }))
    }
    put('FAILURE')
    await sweep(parts)
    clock.ms -= 3_600_000
    put('SUCCESS')
    expect((await sweep(parts)).counters).toMatchObject({ getRequests: 2, changed: 2 })
    expect(taskOf(parts, '1')?.state).toBe('SUCCESS')
    expect((await sweep(parts)).counters).toMatchObject({ getRequests: 0 })
    await expectIndexEqualsBucket(parts)
  })

  it('may lie under another prefix than before; the former rows go, their history stays', async () => {
    for (const former of ['a/', 'shop/celery-task-x/', 'shop/d/', 'zoo/', '']) {
      const parts = testParts()
      for (let id = 0; id < 1200; id += 1) parts.store.set(`${former}celery-task-meta-${id}`, documentOf())
      parts.store.set(`${former}celery-taskset-meta-g`, documentOf({ result: [['g', null], []] }))
      await sweep({ ...parts, keyPrefix: former })
      const { history } = parts.index.contents()
      parts.store.set(taskKeyOf('1'), documentOf({ name: 'new' }))
      expect((await sweep(parts)).counters).toMatchObject({ getRequests: 1, inserted: 1, gone: 1201 })
      await expectIndexEqualsBucket(parts)
      expect(parts.index.contents().history).toEqual(expect.arrayContaining(history))
      expect((await sweep(parts)).counters).toMatchObject({ getRequests: 0, gone: 0 })
    }
  })

  it('may lose everything', async () => {
    const parts = testParts()
    fillStore(parts.store, 1500)
    await sweep(parts)
    for (const key of parts.store.keys()) parts.store.remove(key)
    expect((await sweep(parts)).counters).toMatchObject({ gone: 1500, getRequests: 0 })
    await expectIndexEqualsBucket(parts)
  })
})

describe('between LIST and GET', () => {
  it('an overwritten object is stored as it was read, and not read again', async () => {
    const parts = testParts()
    parts.store.set(taskKeyOf('1'), documentOf({ status: 'STARTED' }))
    parts.store.intercept = ({ operation }) => {
      if (operation === 'get')
        parts.store.set(taskKeyOf('1'), documentOf({ status: 'SUCCESS', result: 'a longer one' }))
      return undefined
    }
    await sweep(parts)
    parts.store.intercept = null
    expect(taskOf(parts, '1')?.state).toBe('SUCCESS')
    expect((await sweep(parts)).counters.getRequests).toBe(0)
    await expectIndexEqualsBucket(parts)
  })

  it('a version of the same second that came meanwhile stays, and the next sweep has the last word', async () => {
    const parts = testParts()
    const key = taskKeyOf('1')
    const asRead = async () => {
      const outcome = await parts.store.get(key, {}, new AbortController().signal)
      if (outcome.kind !== 'found') throw new Error(outcome.kind)
      return outcome.document
    }
    parts.store.set(key, documentOf({ status: 'STARTED' }))
    const { get } = parts.store
    // The sweep's answer is on its way, while the task ends and another reader stores that.
    parts.store.get = async (...given) => {
      const answer = await get(...given)
      parts.store.get = get
      parts.store.set(key, documentOf({ status: 'SUCCESS' }), { modifiedAt: (await asRead()).modifiedAt })
      await recheckTask(parts, '1', {}, new AbortController().signal)
      return answer
    }
    await sweep(parts)
    expect(taskOf(parts, '1')?.state).toBe('SUCCESS')
    await sweep(parts)
    await expectIndexEqualsBucket(parts)
  })

  it('an object that is written again while its absence is being noted stays', async () => {
    const parts = testParts()
    fillStore(parts.store, 1)
    await sweep(parts)
    const [key = ''] = parts.store.keys()
    parts.store.set(key, documentOf({ status: 'STARTED' }))
    const { get } = parts.store
    parts.store.get = async (...given) => {
      parts.store.remove(key)
      const answer = await get(...given)
      parts.store.get = get
      parts.store.set(key, documentOf({ status: 'FAILURE' }))
      await recheckTask(parts, parseResultKey(keyPrefix, key)?.id ?? '', {}, new AbortController().signal)
      return answer
    }
    await sweep(parts)
    await expectIndexEqualsBucket(parts)
  })

  it('a deleted object is gone, and no error', async () => {
    const parts = testParts()
    fillStore(parts.store, 3)
    await sweep(parts)
    const [key = ''] = parts.store.keys()
    parts.store.set(key, documentOf({ status: 'FAILURE' }))
    parts.store.set(taskKeyOf('new'), documentOf())
    parts.store.intercept = (request) => {
      if (request.operation === 'get') parts.store.remove(request.key)
      return undefined
    }
    const { counters, failures } = await sweep(parts)
    expect(failures).toEqual([])
    expect(counters).toMatchObject({ gone: 1, problems: 0 })
    parts.store.intercept = null
    await expectIndexEqualsBucket(parts)
  })
})

describe('faults', () => {
  it('reads a body again that broke off', async () => {
    const parts = testParts()
    fillStore(parts.store, 5)
    parts.store.intercept = ({ operation, number }) =>
      operation === 'get' && number % 2 === 1 ? { truncateBodyAt: 10 } : undefined
    const { counters, failures } = await sweep(parts, { concurrency: 1 })
    expect(failures).toEqual([])
    expect(counters).toMatchObject({ fetched: 5, getRequests: 10, problems: 0 })
    await expectIndexEqualsBucket(parts)
  })

  it('goes on without an object that never comes whole, and says so', async () => {
    const parts = testParts()
    fillStore(parts.store, 20)
    const bad = parts.store.keys()[7] ?? ''
    parts.store.intercept = ({ operation, key }) =>
      operation === 'get' && key === bad ? { truncateBodyAt: 10 } : undefined
    const { failures } = await sweep(parts, small)
    expect(failures).toMatchObject([{ key: bad, error: { code: 'upstream' } }])
    expect(parts.index.contents().tasks.length).toBe(19)
    parts.store.intercept = null
    expect((await sweep(parts, small)).failures).toEqual([])
    await expectIndexEqualsBucket(parts)
  })

  it('goes on without a few objects that are throttled again and again', async () => {
    const parts = testParts()
    fillStore(parts.store, 60)
    let throttled = 0
    parts.store.intercept = ({ operation }) => {
      if (operation === 'get' && throttled++ < 9) throw new AppError('throttled', 'slow down')
      return undefined
    }
    const { counters, failures } = await sweep(parts)
    expect(failures).toHaveLength(9)
    expect(counters.fetched).toBe(51)
    parts.store.intercept = null
    expect((await sweep(parts)).failures).toEqual([])
    await expectIndexEqualsBucket(parts)
  })

  it('stops at a store that fails half-way; the next sweep does the rest', async () => {
    for (const operation of ['list', 'get'] as const) {
      for (const code of ['throttled', 'access_denied', 'upstream'] as const) {
        const parts = testParts({ pageSize: 100 })
        fillStore(parts.store, 600)
        parts.store.intercept = (request) => {
          if (request.operation === operation && request.number > (operation === 'list' ? 3 : 350)) {
            throw new AppError(code, 'S3 is down.')
          }
          return undefined
        }
        await expect(sweep(parts, small)).rejects.toMatchObject({ code })
        expect(parts.index.contents().tasks.length).toBeGreaterThanOrEqual(290)
        parts.store.intercept = null
        await sweep(parts, small)
        await expectIndexEqualsBucket(parts)
      }
    }
  })

  it('keeps a row for an object that may not be read, and tries it again', async () => {
    const parts = testParts()
    fillStore(parts.store, 20)
    const secret = parts.store.keys()[3] ?? ''
    parts.store.intercept = ({ operation, key }) =>
      operation === 'get' && key === secret ? { forbidden: true } : undefined
    expect((await sweep(parts, small)).counters.problems).toBe(1)
    const rows = () => parts.index.contents().tasks.filter(({ key }) => key === secret)
    expect(rows()).toMatchObject([{ state: 'UNREADABLE', problemCode: 'forbidden' }])
    expect((await sweep(parts, small)).counters).toMatchObject({ getRequests: 1, changed: 0 })
    parts.store.intercept = null
    expect((await sweep(parts, small)).counters).toMatchObject({ getRequests: 1, changed: 1 })
    await expectIndexEqualsBucket(parts)
  })

  it('says which permission is missing where nothing may be read', async () => {
    const parts = testParts()
    fillStore(parts.store, 500)
    parts.store.intercept = ({ operation }) => (operation === 'get' ? { forbidden: true } : undefined)
    await expect(sweep(parts)).rejects.toMatchObject({ code: 'access_denied', details: { action: 's3:GetObject' } })
    expect(parts.store.requests.get).toBeLessThan(150)
  })

  it('does not ask for thousands of forbidden objects at every sweep', async () => {
    const parts = testParts()
    fillStore(parts.store, 1000)
    const [readable = ''] = parts.store.keys()
    parts.store.intercept = ({ operation, key }) =>
      operation === 'get' && key !== readable ? { forbidden: true } : undefined
    await sweep(parts)
    expect((await sweep(parts)).counters.getRequests).toBe(200)
  })

  it('keeps archived objects as rows without asking again', async () => {
    const parts = testParts()
    fillStore(parts.store, 2)
    parts.store.intercept = ({ operation }) => {
      if (operation === 'get') throw new AppError('not_supported', 'It lies in an archive storage class.')
      return undefined
    }
    expect((await sweep(parts)).counters).toMatchObject({ inserted: 2, problems: 2 })
    expect((await sweep(parts)).counters.getRequests).toBe(0)
  })
})

describe('a sweep that is cut off', () => {
  it('at any write, before it or after it, leaves an index that the next sweep makes equal', async () => {
    for (let fatal = 1; fatal <= 14; fatal += 1) {
      for (const moment of ['before', 'after'] as const) {
        const parts = testParts()
        fillStore(parts.store, 60)
        await sweep(parts)
        for (const key of parts.store.keys().slice(0, 15)) parts.store.remove(key)
        for (const key of parts.store.keys().slice(0, 20)) parts.store.set(key, documentOf({ status: 'FAILURE' }))
        for (let at = 0; at < 40; at += 1) parts.store.set(taskKeyOf(`new-${at}`), documentOf({ result: at }))
        let writes = 0
        const { index } = parts
        const dying: TestParts = {
          ...parts,
          index: {
            ...index,
            async apply(batch) {
              writes += 1
              if (writes === fatal && moment === 'before') throw new Error('killed')
              const outcome = await index.apply(batch)
              if (writes >= fatal) throw new Error('killed')
              return outcome
            },
          },
        }
        const outcome = await sweep(dying, small).then(() => 'whole', String)
        expect(outcome).toBe(writes < fatal ? 'whole' : 'Error: killed')
        await sweep(parts, small)
        await expectIndexEqualsBucket(parts)
      }
    }
  })

  it('by its signal writes nothing more and ends with the reason', async () => {
    for (const at of [1, 5, 9, 40]) {
      const parts = testParts()
      fillStore(parts.store, 200)
      const stop = new AbortController()
      let writesAfter = 0
      const { index } = parts
      const watched: TestParts = {
        ...parts,
        index: {
          ...index,
          async apply(batch) {
            if (stop.signal.aborted) writesAfter += 1
            return index.apply(batch)
          },
        },
      }
      parts.store.intercept = ({ operation, number }) => {
        if (operation === 'get' && number === at) stop.abort(new Error('the lease is lost'))
        return undefined
      }
      await expect(sweep(watched, small, stop.signal)).rejects.toThrow('the lease is lost')
      expect(writesAfter).toBe(0)
      parts.store.intercept = null
      await sweep(parts, small)
      await expectIndexEqualsBucket(parts)
    }
  })

  it('before it began does nothing', async () => {
    const parts = testParts()
    fillStore(parts.store, 2)
    await expect(sweep(parts, small, AbortSignal.abort())).rejects.toThrow()
    expect(parts.store.requests).toMatchObject({ list: 0, get: 0 })
  })
})

describe('back-pressure', () => {
  it('never has more GETs in flight than it may', async () => {
    const parts = testParts()
    fillStore(parts.store, 300)
    let inFlight = 0
    let most = 0
    const { store } = parts
    const watched = {
      ...store,
      async get(...request: Parameters<typeof store.get>) {
        inFlight += 1
        most = Math.max(most, inFlight)
        await new Promise((resolve) => setImmediate(resolve))
        return store.get(...request).finally(() => {
          inFlight -= 1
        })
      },
    }
    await sweep({ ...parts, store: watched }, { concurrency: 5 })
    expect(most).toBe(5)
  })

  it('reads no further while the index does not keep up', async () => {
    const parts = testParts()
    fillStore(parts.store, 500)
    let release = () => {}
    const stuck = new Promise<void>((resolve) => {
      release = resolve
    })
    onTestFinished(release)
    const { index } = parts
    const slow: TestParts = { ...parts, index: { ...index, apply: (batch) => stuck.then(() => index.apply(batch)) } }
    const whole = sweep(slow, { concurrency: 4, batchSize: 10 })
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(parts.store.requests.get).toBeLessThanOrEqual(2 * 10 + 4)
    release()
    await whole
    await expectIndexEqualsBucket(parts)
  })
})

describe('any history of a bucket', () => {
  const id = fc.constantFrom('0', 'a', 'f', 'zz', '-', '/', 'é', '😀', '\uffff', 'a b', 'A')
  const key = fc.oneof(
    id.map(taskKeyOf),
    id.map(groupKeyOf),
    id.map((name) => `${keyPrefix}celery-task-${name}`),
  )
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('put' as const),
      key,
      status: fc.constantFrom('STARTED', 'SUCCESS', 'FAILURE', 'x'),
    }),
    fc.record({ kind: fc.constant('remove' as const), key }),
    fc.record({ kind: fc.constant('sweep' as const), failsAt: fc.integer({ min: 1, max: 12 }) }),
  )

  it('ends in an index equal to the bucket', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const parts = testParts()
        for (const action of steps) {
          if (action.kind === 'put') {
            parts.store.set(action.key, documentOf({ status: action.status, result: [['g', null], []] }))
          } else if (action.kind === 'remove') parts.store.remove(action.key)
          else {
            let requests = 0
            parts.store.intercept = () => {
              requests += 1
              if (requests === action.failsAt) throw new AppError('throttled', 'slow down')
              return undefined
            }
            await sweep(parts, { concurrency: 2, batchSize: 2 }).catch(() => {})
            parts.store.intercept = null
          }
        }
        await sweep(parts, { concurrency: 2, batchSize: 3 })
        await expectIndexEqualsBucket(parts)
      }),
      { numRuns: 60 },
    )
  })
})
