import type { Slot } from './layout.model'

const passes = 8

/**
 * The top of every slot: as near to the middle of its neighbours as the order and a gap between cards allow. The highest
 * one stands at 0.
 */
export function placeLayers(layers: Slot[][], gap: number): Map<string, number> {
  const middle = new Map<Slot, number>()
  for (const layer of layers) {
    let y = 0
    for (const slot of layer) {
      middle.set(slot, y + slot.height / 2)
      y += slot.height + gap
    }
  }
  for (let pass = 0; pass < passes; pass += 1) {
    const down = pass % 2 === 0
    for (const layer of down ? layers : layers.toReversed()) {
      const wanted = layer.map((slot) => {
        const beside = down ? slot.before : slot.after
        const own = middle.get(slot) ?? 0
        return beside.length === 0 ? own : beside.reduce((sum, one) => sum + (middle.get(one) ?? 0), 0) / beside.length
      })
      for (const [index, y] of spread(layer, wanted, gap).entries()) {
        const slot = layer[index]
        if (slot) middle.set(slot, y)
      }
    }
  }
  const tops = [...middle].map(([slot, y]) => [slot, y - slot.height / 2] as const)
  const highest = tops.reduce((least, [, top]) => Math.min(least, top), Number.POSITIVE_INFINITY)
  return new Map(tops.map(([slot, top]) => [slot.id, Math.round(top - highest)]))
}

/**
 * Middles as near to the wanted ones as the distances allow, by the sum of squares: neighbours that would overlap become
 * one block around their common mean (pool adjacent violators).
 */
function spread(layer: Slot[], wanted: number[], gap: number): number[] {
  const offsets: number[] = []
  for (const [index, slot] of layer.entries()) {
    const above = layer[index - 1]
    offsets.push(above ? (offsets[index - 1] ?? 0) + above.height / 2 + gap + slot.height / 2 : 0)
  }
  const blocks: { sum: number; count: number }[] = []
  for (const [index, y] of wanted.entries()) {
    let block = { sum: y - (offsets[index] ?? 0), count: 1 }
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      block = { sum: block.sum + last.sum, count: block.count + last.count }
      blocks.pop()
    }
    blocks.push(block)
  }
  const middles = blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count))
  return middles.map((start, index) => start + (offsets[index] ?? 0))
}
