import { expect, it } from 'vitest'
import { openInventory } from '@/lib/inventory/open-inventory'
import { inventoryFolder, inventoryObjects } from '@/lib/inventory/testing'
import { createMemoryStore } from '@/lib/results/memory'
import { checkInventory } from './check-inventory'

const { signal } = new AbortController()
const nowMs = Date.UTC(2026, 10, 21, 8, 10)

function setUp() {
  const store = createMemoryStore()
  const source = openInventory({ store, bucket: 'inventory', folder: inventoryFolder, sourceBucket: 'shop' })
  return { store, check: () => checkInventory(source, nowMs, signal) }
}

it('says nothing where no inventory is configured', async () => {
  expect(await checkInventory(undefined, nowMs, signal)).toEqual([])
})

it('says how old and how large the newest inventory is', async () => {
  const { store, check } = setUp()
  for (const [key, body] of inventoryObjects({ files: [[{ key: 'a' }]] })) store.set(key, body)
  expect(await check()).toEqual([
    {
      ok: true,
      subject: `Inventory in s3://inventory/${inventoryFolder}`,
      message: 'the newest was taken at 2026-11-20T01:00Z (31 h ago), in 1 file with 0.0 MB.',
    },
  ])
})

it('passes on the sentence of what is wrong', async () => {
  const { store, check } = setUp()
  expect(await check()).toMatchObject([{ ok: false, message: expect.stringContaining('48 hours') }])
  for (const [key, body] of inventoryObjects({ files: [[{ key: 'a' }]] })) store.set(key, body)
  store.intercept = ({ key }) => (key.endsWith('.csv.gz') ? { forbidden: true } : undefined)
  expect(await check()).toMatchObject([{ ok: false, message: expect.stringContaining('s3:GetObject') }])
})
