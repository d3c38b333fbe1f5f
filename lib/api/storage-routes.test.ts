import { expect, it } from 'vitest'
import { POST as applyLifecycle, GET as getLifecycle } from '@/app/api/v1/storage/lifecycle/route'
import { GET as getStorage } from '@/app/api/v1/storage/route'
import { POST as askWhatIf } from '@/app/api/v1/storage/what-if/route'
import { lifecycle, lifecycleApplied, storage, whatIf } from '@/lib/contract/storage'
import { describeDatabases } from '@/lib/db/testing'
import type { LifecycleRule } from '@/lib/lifecycle/retention-rule'
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
    expect(shown.changes).toEqual({ added: 2, changed: 0, kept: 1 })
    expect(shown.diff.filter(({ kind }) => kind === 'removed').map(({ text }) => text)).toEqual([])
    const { seen } = shown
    const wrong = await applyLifecycle(post('/storage/lifecycle', { days: 7, confirmBucket: 'shap', seen }), none)
    expect(await errorOf(wrong)).toEqual([400, 'bad_request'])
    const applied = await applyLifecycle(post('/storage/lifecycle', { days: 7, confirmBucket: 'shop', seen }), none)
    expect(lifecycleApplied.parse(await applied.json())).toEqual({ applied: true, rules: 3 })
    expect(store.bucket.lifecycle).toMatchObject({
      value: { rules: [other, {}, {}], transitionMinimumSize: 'varies_by_storage_class' },
    })
    const again = lifecycle.parse(await (await getLifecycle(request('/storage/lifecycle?days=7'), none)).json())
    expect(again.changes).toEqual({ added: 0, changed: 0, kept: 3 })
    expect(again.diff.every(({ kind }) => kind === 'same')).toBe(true)
    const longer = lifecycle.parse(await (await getLifecycle(request('/storage/lifecycle?days=8'), none)).json())
    expect(longer.changes).toEqual({ added: 0, changed: 2, kept: 1 })
    const [line] = await database.reader.activity.findMany({ where: { appId: app.config.id } })
    expect(line).toMatchObject({ action: 'apply_lifecycle', target: 'shop', outcome: 'done' })
  })

  it('apply nothing where the rules have changed since they were shown', async () => {
    const { store } = provideTestRuntime(await databases.open())
    const known = (rules: LifecycleRule[]) => ({ known: true, value: { rules, transitionMinimumSize: null } }) as const
    store.bucket.lifecycle = known([other])
    const look = async () =>
      lifecycle.parse(await (await getLifecycle(request('/storage/lifecycle?days=7'), none)).json())
    const { seen } = await look()
    store.bucket.lifecycle = known([{ ...other, Expiration: { Days: 2 } }])
    const apply = (given: string | null) =>
      applyLifecycle(post('/storage/lifecycle', { days: 7, confirmBucket: 'shop', seen: given }), none)
    expect(await errorOf(await apply(seen))).toEqual([409, 'conflict'])
    expect(store.bucket.lifecycle).toEqual(known([{ ...other, Expiration: { Days: 2 } }]))
    expect(await errorOf(await apply(null))).toEqual([400, 'bad_request'])
    expect((await apply((await look()).seen)).status).toBe(200)
    expect((await look()).existing).toMatchObject({ value: [{ ID: 'other', Expiration: { Days: 2 } }, {}, {}] })
  })

  it('replace no rules that they do not know', async () => {
    const { store } = provideTestRuntime(await databases.open())
    store.bucket.lifecycle = { known: false, reason: 'Denied.' }
    const shown = lifecycle.parse(await (await getLifecycle(request('/storage/lifecycle?days=7'), none)).json())
    expect(shown.apply).toEqual({ ok: false, reason: expect.stringContaining('Denied.') })
    const asked = { days: 7, confirmBucket: 'shop', seen: 'anything' }
    const refused = await applyLifecycle(post('/storage/lifecycle', asked), none)
    expect(await errorOf(refused)).toEqual([409, 'not_supported'])
    expect(shown.seen).toBeNull()
    expect(store.bucket.lifecycle).toEqual({ known: false, reason: 'Denied.' })
  })
})
