import { openInventory } from '@/lib/inventory/open-inventory'
import { type InventoryChange, inventoryFolder, inventoryObjects } from '@/lib/inventory/testing'
import { createMemoryStore, type MemoryStore } from '@/lib/results/memory'

/** An inventory of what lies in this store at the moment, in two files, as S3 would have delivered it. */
export function inventoryOf({ keys }: Pick<MemoryStore, 'keys'>, change: Partial<InventoryChange> = {}) {
  const shelf = createMemoryStore()
  const rows = keys().map((key) => ({ key }))
  const half = Math.ceil(rows.length / 2)
  const files = [rows.slice(half), rows.slice(0, half)]
  for (const [key, body] of inventoryObjects({ files, ...change })) shelf.set(key, body)
  const place = { store: shelf, bucket: 'inventory', folder: inventoryFolder, sourceBucket: 'shop' }
  return { ...openInventory(place), shelf }
}
