import { expect, it } from 'vitest'
import { DELETE as deleteView, GET as getView, PUT as putView } from '@/app/api/v1/views/[id]/route'
import { GET as getViews, POST as postView } from '@/app/api/v1/views/route'
import { type View, view, viewList } from '@/lib/contract/views'
import { describeDatabases } from '@/lib/db/testing'
import { builtInViews } from '@/lib/queries/built-in-views'
import { parseSearch } from '@/lib/search/parse-search'
import { provideTestRuntime } from './testing'

const none = { params: Promise.resolve({}) }
const of = (id: string) => ({ params: Promise.resolve({ id }) })
const wanted = {
  name: 'Mail failures',
  query: 'state:FAILURE type:app.mail.*',
  sort: 'occurredAt',
  order: 'desc',
  window: '7d',
}

function request(path: string, method = 'GET', body?: unknown): Request {
  return new Request(`http://127.0.0.1:3000/api/v1${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
}
const post = (change: Record<string, unknown> = {}) =>
  postView(request('/views', 'POST', { ...wanted, ...change }), none)
const put = (id: string, change: Record<string, unknown> = {}) =>
  putView(request('/x', 'PUT', { ...wanted, ...change }), of(id))
const remove = (id: string) => deleteView(request('/x', 'DELETE'), of(id))
const created = async (change: Record<string, unknown> = {}): Promise<View> =>
  view.parse(await (await post(change)).json())
const saved = async () => {
  const { items } = viewList.parse(await (await getViews(request('/views'), none)).json())
  return items.filter(({ builtIn }) => !builtIn)
}
const errorOf = async (response: Response) => (await response.json()).error

it('builds in searches that can be understood, under names that differ', () => {
  for (const { query } of builtInViews) expect(parseSearch(query)).toMatchObject({ kind: 'parsed' })
  expect(new Set(builtInViews.map(({ name }) => name)).size).toBe(6)
})

describeDatabases('Views', (databases) => {
  it('are saved, listed by name behind the built-in ones, read, changed and removed', async () => {
    const database = await databases.open()
    provideTestRuntime(database)
    const mail = await created()
    await created({ name: 'all of it', query: '', window: null })
    expect(mail).toMatchObject({ ...wanted, builtIn: false, updatedAt: expect.any(String) })
    const { items } = await (await getViews(request('/views'), none)).json()
    expect(items.map(({ name }: View) => name).slice(0, 6)).toEqual(builtInViews.map(({ name }) => name))
    expect((await saved()).map(({ name }) => name)).toEqual(['all of it', 'Mail failures'])

    const changed = view.parse(await (await put(mail.id, { name: 'mail FAILURES', sort: 'sizeBytes' })).json())
    expect(changed).toMatchObject({ id: mail.id, name: 'mail FAILURES', sort: 'sizeBytes' })
    expect(view.parse(await (await getView(request('/x'), of(mail.id))).json())).toEqual(changed)
    for (let twice = 0; twice < 2; twice += 1) expect((await remove(mail.id)).status).toBe(204)
    expect((await saved()).map(({ name }) => name)).toEqual(['all of it'])
    const noted = await database.reader.activity.findMany({ where: { target: mail.id }, orderBy: { atMs: 'asc' } })
    expect(noted.map(({ action }) => action).sort()).toEqual(['change_view', 'remove_view', 'save_view'])
  })

  it('have names of their own, whatever their case, and never a built-in one', async () => {
    provideTestRuntime(await databases.open())
    const { id } = await created({ name: '  Ärger   heute ' })
    const other = await created({ name: 'Other' })
    for (const name of ['ärger heute', 'ÄRGER HEUTE', 'failed today']) {
      expect(await errorOf(await post({ name }))).toMatchObject({ code: 'conflict', details: { field: 'name' } })
    }
    expect(await errorOf(await put(other.id, { name: 'ÄRGER heute' }))).toMatchObject({
      code: 'conflict',
      details: { viewId: id },
    })
    expect((await put(id, { name: 'ärger heute' })).status).toBe(200)
  })

  it('hold searches that can be understood, and say where one cannot', async () => {
    provideTestRuntime(await databases.open())
    const { id } = await created()
    for (const answer of [await post({ name: 'b', query: 'colour:red' }), await put(id, { query: 'colour:red' })]) {
      expect(answer.status).toBe(400)
      expect(await errorOf(answer)).toMatchObject({ code: 'bad_search', details: { field: 'query', from: 0 } })
    }
    for (const change of [
      { name: ' \n ' },
      { name: 'a\0' },
      { name: 'x'.repeat(81) },
      { window: '2h' },
      { sort: 'name' },
      { colour: 'red' },
    ]) {
      expect(await errorOf(await post(change))).toMatchObject({ code: 'bad_request' })
    }
  })

  it('are those of one app, and unknown where they are gone', async () => {
    const database = await databases.open()
    provideTestRuntime(database)
    const { id } = await created()
    provideTestRuntime(database)
    expect(await saved()).toEqual([])
    for (const unknown of [id, 'nope', 'a\0b']) {
      expect((await getView(request('/x'), of(unknown))).status).toBe(404)
      expect((await put(unknown)).status).toBe(404)
      expect((await remove(unknown)).status).toBe(204)
    }
    expect((await created()).name).toBe('Mail failures')
  })

  it('built in, can be opened but neither changed nor removed', async () => {
    provideTestRuntime(await databases.open())
    expect(await (await getView(request('/x'), of('builtin-largest'))).json()).toMatchObject({
      sort: 'sizeBytes',
      builtIn: true,
    })
    for (const answer of [await put('builtin-largest'), await remove('builtin-largest')])
      expect(await errorOf(answer)).toMatchObject({
        code: 'not_supported',
        message: expect.stringContaining('Largest'),
      })
  })

  it('are at most 200, and none is written in read-only mode', async () => {
    const database = await databases.open()
    const { app } = provideTestRuntime(database)
    const appId = app.config.id
    const times = { createdMs: 1n, updatedMs: 1n }
    const data = Array.from({ length: 199 }, (_, n) => ({ ...wanted, id: `v${n}`, appId, name: `view ${n}`, ...times }))
    await database.write(appId, (tx) => tx.savedView.createMany({ data }))
    expect((await post({ name: 'the last' })).status).toBe(201)
    expect(await errorOf(await post({ name: 'one more' }))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('200 views'),
    })
    expect(await saved()).toHaveLength(200)

    provideTestRuntime(database, { readOnly: true })
    for (const answer of [await post(), await put('v0'), await remove('v0')])
      expect(await errorOf(answer)).toMatchObject({ code: 'read_only' })
  })
})
