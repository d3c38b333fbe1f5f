import { expect, it } from 'vitest'
import { GET } from '@/app/api/v1/export/route'
import { GET as list } from '@/app/api/v1/tasks/route'
import { type TaskSummary, taskList } from '@/lib/contract/tasks'
import { describeDatabases } from '@/lib/db/testing'
import { taskRow } from '@/lib/queries/testing'
import { provideTestRuntime } from './testing'

const none = { params: Promise.resolve({}) }
const get = (query: string) => GET(new Request(`http://127.0.0.1:3000/api/v1/export?${query}`), none)
const startMs = Date.UTC(2026, 10, 20)

describeDatabases('The export', (databases) => {
  async function seeded(count: number) {
    const { app } = provideTestRuntime(await databases.open())
    const rows = Array.from({ length: count }, (_, number) =>
      taskRow(`t${number}`, startMs + Math.floor(number / 3), {
        name: number % 2 === 0 ? 'app.even' : 'app.odd',
        sizeBytes: 100 + ((number * 7919) % 50),
        exceptionMessage: '=cmd()',
        argsPreview: '"a", \r\nb',
      }),
    )
    const apply = (tasks: typeof rows) => app.index.apply({ tasks, groups: [], gone: [], atMs: startMs })
    for (let from = 0; from < count; from += 500) await apply(rows.slice(from, from + 500))
    return { apply }
  }
  const listed = async (query: string) => {
    const items: TaskSummary[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path = `/tasks?limit=200&${query}${cursor && `&cursor=${cursor}`}`
      const page = taskList.parse(await (await list(new Request(`http://127.0.0.1:3000/api/v1${path}`), none)).json())
      items.push(...page.items)
      cursor = page.next
    }
    return items
  }

  it('holds what the list holds, in its order, past the end of a page', async () => {
    await seeded(1_300)
    for (const query of [
      '',
      'q=type:app.even',
      'sort=sizeBytes&order=asc',
      'sort=runtimeSeconds',
      'q=t12',
      'q=nothing',
    ]) {
      const answer = await get(`format=jsonl&${query}`)
      const lines = (await answer.text()).split('\n').slice(0, -1)
      const items = await listed(query)
      expect(lines.map((line) => JSON.parse(line))).toEqual(items)
      expect(answer.headers.get('x-total-count'), query).toBe(String(items.length))
    }
  })

  it('as CSV has a line of names, and runs nothing', async () => {
    await seeded(2)
    const answer = await get('format=csv&order=asc')
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = await answer.text()
    expect(text).toMatch(/^taskId,state,name,.*\r\nt0,SUCCESS,app\.even,/)
    expect(text).toContain('"""a"", \r\nb"')
    expect(text).not.toMatch(/(^|,)[=+@]/m)
  })

  it('leaves out what arrives meanwhile, in any order', async () => {
    for (const order of ['sort=occurredAt&order=asc', 'sort=sizeBytes', 'order=desc']) {
      const { apply } = await seeded(1_200)
      const answer = await get(`format=jsonl&${order}`)
      const late = taskRow('late', Date.now() + 3_600_000, { sizeBytes: 1 })
      await apply([late])
      expect((await answer.text()).split('\n')).toHaveLength(1_201)
    }
  })

  it('refuses what it cannot do before it begins', async () => {
    await seeded(1)
    for (const [query, code] of [
      ['', 'bad_request'],
      ['format=xml', 'bad_request'],
      ['format=csv&q=state:', 'bad_search'],
      ['format=csv&q=t0&sort=sizeBytes', 'bad_request'],
      ['format=csv&limit=3', 'bad_request'],
    ]) {
      const answer = await get(query ?? '')
      expect([answer.status, (await answer.json()).error.code], query).toEqual([400, code])
    }
  })
})
