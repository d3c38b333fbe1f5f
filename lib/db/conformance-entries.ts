import { describe, expect, it } from 'vitest'
import type { FreshIndex } from './conformance'
import { batch, groupRow, noonMs, startedRow, taskRow } from './testing-rows'

/** How the sync reads the index back. */
export function describeEntries(fresh: FreshIndex): void {
  describe('lists entries', () => {
    // In byte order. A linguistic order would put "a" before "B", and UTF-16 order the emoji before U+FFFD.
    const ids = [' ', '!', '-', '/', '0', 'B', 'Z', '_', 'a', 'a-', 'aa', 'b', 'é', '日', '\u{fffd}', '😀']
    const keys = ids.map((id) => taskRow({ taskId: id }).key)
    const prefix = 'celery-task-meta-'
    const fill = () => fresh.index.apply(batch({ tasks: ids.toReversed().map((taskId) => taskRow({ taskId })) }))
    const listed = async (range: { prefix: string; after?: string; upTo?: string }, limit = 100) =>
      (await fresh.index.listEntries(range, limit)).map(({ key }) => key)

    it('in byte order, page after page', async () => {
      await fill()
      expect(await listed({ prefix })).toEqual(keys)
      const pages: string[] = []
      for (let after: string | undefined; ; after = pages.at(-1)) {
        const page = await listed({ prefix, after }, 3)
        pages.push(...page)
        if (page.length < 3) break
      }
      expect(pages).toEqual(keys)
    })

    it('between two keys, the first excluded and the last included', async () => {
      await fill()
      const at = (id: string) => prefix + id
      expect(await listed({ prefix, after: at('B'), upTo: at('a-') })).toEqual(['Z', '_', 'a', 'a-'].map(at))
      expect(await listed({ prefix, after: at('C'), upTo: at('`') })).toEqual(['Z', '_'].map(at))
      expect(await listed({ prefix, after: at('日'), upTo: at('😀') })).toEqual(['\u{fffd}', '😀'].map(at))
      expect(await listed({ prefix, after: at('b'), upTo: at('a') })).toEqual([])
      expect(await listed({ prefix, after: 'a', upTo: 'z' })).toEqual(keys)
      expect(await listed({ prefix, after: `${at('a')}\0x`, upTo: `${at('aa')}\0` })).toEqual([at('a-'), at('aa')])
    })

    it('of both kinds under a prefix, with version and time', async () => {
      await fresh.index.apply(
        batch({
          tasks: [taskRow(), taskRow({ key: 'other/celery-task-meta-a' })],
          groups: [groupRow({ modifiedMs: 8 })],
        }),
      )
      const task = { key: taskRow().key, version: 'v1', modifiedMs: noonMs }
      const group = { key: groupRow().key, version: 'g1', modifiedMs: 8 }
      expect(await fresh.index.listEntries({ prefix: 'celery-task' }, 10)).toEqual([task, group])
      expect(await fresh.index.listEntries({ prefix: 'celery-task' }, 1)).toEqual([task])
      expect(await fresh.index.listEntries({ prefix: 'celery-taskset-meta-' }, 10)).toEqual([group])
      expect(await listed({ prefix: '' })).toHaveLength(3)
      expect(await listed({ prefix: 'other/' })).toEqual(['other/celery-task-meta-a'])
      expect(await listed({ prefix: 'celery_task' })).toEqual([])
    })
  })

  describe('knows the unfinished', () => {
    it('and lists those first that were looked at the longest ago', async () => {
      await fresh.index.apply(batch({ tasks: [startedRow({ taskId: 'b' })], atMs: 10 }))
      await fresh.index.apply(batch({ tasks: [startedRow({ taskId: 'a' }), startedRow({ taskId: 'c' })], atMs: 20 }))
      await fresh.index.apply(batch({ tasks: [taskRow({ taskId: 'd' })], atMs: 5 }))
      const ids = async (limit: number, beforeMs: number) =>
        (await fresh.index.listUnfinished(limit, beforeMs)).map(({ key }) => key.at(-1))
      expect(await ids(9, 21)).toEqual(['b', 'a', 'c'])
      expect(await ids(2, 21)).toEqual(['b', 'a'])
      expect(await ids(9, 20)).toEqual(['b'])
      await fresh.index.markChecked([startedRow({ taskId: 'b' }).key, 'never-there'], 30)
      expect(await ids(9, 31)).toEqual(['a', 'c', 'b'])
      await fresh.index.markChecked([startedRow({ taskId: 'b' }).key], 25)
      expect(await ids(9, 31)).toEqual(['a', 'c', 'b'])
      await fresh.index.apply(batch({ tasks: [startedRow({ taskId: 'a' })], atMs: 40 }))
      expect(await ids(9, 50)).toEqual(['c', 'b', 'a'])
      await fresh.index.markChecked([], 60)
    })

    it('and leaves those out that have not moved for long', async () => {
      await fresh.apply(
        startedRow({ taskId: 'old', modifiedMs: noonMs - 1 }),
        startedRow({ taskId: 'new', modifiedMs: noonMs }),
      )
      const entries = await fresh.index.listUnfinished(1, noonMs * 2, noonMs)
      expect(entries.map(({ key }) => key)).toEqual([startedRow({ taskId: 'new' }).key])
      expect(await fresh.index.listUnfinished(9, noonMs * 2, noonMs - 1)).toHaveLength(2)
    })

    it('with version and time', async () => {
      await fresh.apply(startedRow())
      const entry = { key: startedRow().key, version: 's1', modifiedMs: startedRow().modifiedMs }
      expect(await fresh.index.listUnfinished(5, noonMs * 2)).toEqual([entry])
    })
  })
}
