import { expect, it } from 'vitest'
import { POST as applyLifecycle, GET as getLifecycle } from '@/app/api/v1/storage/lifecycle/route'
import { GET as getStorage } from '@/app/api/v1/storage/route'
import { POST as askWhatIf } from '@/app/api/v1/storage/what-if/route'
import { lifecycle, lifecycleApplied, storage, whatIf } from '@/lib/contract/storage'
import { describeDatabases } from '@/lib/db/testing'
import { provideTestRuntime } from './testing'

const request = (path: string, init?: RequestInit) => new Request(`http://127.0.0.1:3000/api/v1${path}`, init)
const post = (path: string, body: unknown) => request(path, { method: 'POST', body: JSON.stringify(body) })
const none = { params: Promise.resolve({}) }
const errorOf = async (answer: Response) => [answer.status, (await answer.json()).error.code]

describeDatabases('The routes of storage', (databases) => {
  const other = { ID: 'other', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 1 } }

  it('tell what is stored, and what rules would leave', async () => {
    const runtime = provideTestRuntime(await databases.open())
    runtime.put('a', { status: 'SUCCESS', result: 1, traceback: null, children: [], task_id: 'a' })
    await runtime.sweep()
    const told = storage.parse(await (await getStorage(request('/storage?window=7d'), none)).json())
    expect(told).toMatchObject({ window: '7d', total: { objects: 1 }, requests: { writes: { count: 1 } } })
    expect(told.largest).toHaveLength(1)
    const rules = [{ state: null, type: null, days: 1 }]
    const answer = await askWhatIf(post('/storage/what-if', { rules }), none)
    expect(whatIf.parse(await answer.json())).toMatchObject({ before: { objects: 1 }, after: { objects: 1 } })
    expect(await errorOf(await getStorage(request('/storage?window=1y'), none))).toEqual([400, 'bad_request'])
  })

  it('show a lifecycle rule before they apply it, and note that they did', async () => {
    const database = await databases.open()
    const { store, app } = provideTestRuntime(database)
    store.bucket.lifecycle = {
      known: true,
      value: { rules: [other], transitionMinimumSize: 'varies_by_storage_class' },
    }
    const shown = lifecycle.parse(await (await getLifecycle(request('/storage/lifecycle?days=7'), none)).json())
    expect(shown).toMatchObject({ bucket: 'shop', existing: { known: true, value: [other] }, apply: { ok: true } })
    expect(JSON.parse(shown.json).Rules).toHaveLength(3)
    expect(shown.diff.filter(({ kind }) => kind === 'removed').map(({ text }) => text)).toEqual([])
    const wrong = await applyLifecycle(post('/storage/lifecycle', { days: 7, confirmBucket: 'shap' }), none)
    expect(await errorOf(wrong)).toEqual([400, 'bad_request'])
    const applied = await applyLifecycle(post('/storage/lifecycle', { days: 7, confirmBucket: 'shop' }), none)
    expect(lifecycleApplied.parse(await applied.json())).toEqual({ applied: true, rules: 3 })
    expect(store.bucket.lifecycle).toMatchObject({
      value: { rules: [other, {}, {}], transitionMinimumSize: 'varies_by_storage_class' },
    })
    const [line] = await database.reader.activity.findMany({ where: { appId: app.config.id } })
    expect(line).toMatchObject({ action: 'apply_lifecycle', target: 'shop', outcome: 'done' })
  })

  it('replace no rules that they do not know', async () => {
    const { store } = provideTestRuntime(await databases.open())
    store.bucket.lifecycle = { known: false, reason: 'Denied.' }
    const shown = lifecycle.parse(await (await getLifecycle(request('/storage/lifecycle?days=7'), none)).json())
    expect(shown.apply).toEqual({ ok: false, reason: expect.stringContaining('Denied.') })
    const refused = await applyLifecycle(post('/storage/lifecycle', { days: 7, confirmBucket: 'shop' }), none)
    expect(await errorOf(refused)).toEqual([409, 'not_supported'])
    expect(store.bucket.lifecycle).toEqual({ known: false, reason: 'Denied.' })
  })
})
