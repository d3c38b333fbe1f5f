import type { Slot } from './layout.model'

const sweeps = 6

/** The slots of each layer from top to bottom, so that few lines cross. */
export function orderLayers(slots: Slot[]): Slot[][] {
  let layers = asMet(slots)
  let best = layers
  let crossings = countCrossings(layers)
  for (let sweep = 0; sweep < sweeps && crossings > 0; sweep += 1) {
    layers = sweep % 2 === 0 ? sortDown(layers) : sortUp(layers)
    const now = countCrossings(layers)
    if (now < crossings) {
      best = layers
      crossings = now
    }
  }
  return best
}

/** Depth first: what belongs together begins together, and a tree crosses nothing from the start. */
function asMet(slots: Slot[]): Slot[][] {
  const layers: Slot[][] = []
  const seen = new Set<Slot>()
  const starts = [...slots.filter(({ before }) => before.length === 0), ...slots]
  for (const start of starts) {
    const stack = [start]
    for (let slot = stack.pop(); slot; slot = stack.pop()) {
      if (seen.has(slot)) continue
      seen.add(slot)
      while (layers.length <= slot.layer) layers.push([])
      layers[slot.layer]?.push(slot)
      stack.push(...slot.after.toReversed())
    }
  }
  return layers
}

function sortDown(layers: Slot[][]): Slot[][] {
  const sorted: Slot[][] = []
  for (const layer of layers) sorted.push(byNeighbours(layer, sorted.at(-1), (slot) => slot.before))
  return sorted
}

function sortUp(layers: Slot[][]): Slot[][] {
  const sorted: Slot[][] = []
  for (const layer of layers.toReversed()) sorted.push(byNeighbours(layer, sorted.at(-1), (slot) => slot.after))
  return sorted.reverse()
}

/** Each by the mean place of its neighbours; without any it keeps its own. Sorting is stable: ties stay as they were. */
function byNeighbours(layer: Slot[], beside: Slot[] | undefined, of: (slot: Slot) => Slot[]): Slot[] {
  const at = new Map((beside ?? []).map((slot, index) => [slot, index]))
  const scale = (beside?.length ?? 0) / Math.max(1, layer.length)
  const means = new Map(
    layer.map((slot, index) => {
      const places = of(slot).flatMap((one) => at.get(one) ?? [])
      return [slot, places.length > 0 ? places.reduce((sum, place) => sum + place, 0) / places.length : index * scale]
    }),
  )
  return layer.toSorted((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0))
}

export function countCrossings(layers: Slot[][]): number {
  let crossings = 0
  for (const [index, layer] of layers.entries()) {
    const next = layers[index + 1]
    if (!next) continue
    const at = new Map(next.map((slot, place) => [slot, place]))
    const ends = layer.flatMap((slot) => slot.after.flatMap((one) => at.get(one) ?? []).sort((a, b) => a - b))
    crossings += inversions(ends, next.length)
  }
  return crossings
}

/** Pairs in the wrong order, by a tree of counts: lines are many where a group has hundreds of members. */
function inversions(values: number[], size: number): number {
  const tree = new Array<number>(size + 1).fill(0)
  let found = 0
  for (const [met, value] of values.entries()) {
    let notAfter = 0
    for (let i = value + 1; i > 0; i -= i & -i) notAfter += tree[i] ?? 0
    found += met - notAfter
    for (let i = value + 1; i <= size; i += i & -i) tree[i] = (tree[i] ?? 0) + 1
  }
  return found
}
