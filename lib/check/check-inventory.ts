import { isAppError } from '@/lib/errors'
import type { InventorySource } from '@/lib/inventory/inventory'
import type { CheckLine } from './check-store'

/**
 * Looks at the newest inventory as a cold start will: finds it, checks its manifest, and asks for one byte of its files. Says
 * nothing where none is configured.
 */
export async function checkInventory(
  source: InventorySource | undefined,
  nowMs: number,
  signal: AbortSignal,
): Promise<CheckLine[]> {
  if (!source) return []
  const subject = `Inventory in ${source.label}`
  try {
    const inventory = await source.newest(signal)
    await inventory.check(signal)
    const { takenMs, fileCount, sizeBytes } = inventory
    const hours = Math.max(0, Math.round((nowMs - takenMs) / 3_600_000))
    const files = `${fileCount} ${fileCount === 1 ? 'file' : 'files'} with ${(sizeBytes / 1e6).toFixed(1)} MB`
    const taken = `${new Date(takenMs).toISOString().slice(0, 16)}Z (${hours} h ago)`
    return [{ ok: true, subject, message: `the newest was taken at ${taken}, in ${files}.` }]
  } catch (error) {
    return [{ ok: false, subject, message: isAppError(error) ? error.message : 'could not be checked.' }]
  }
}
