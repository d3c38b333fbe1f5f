import { orderLayers } from './layer-order.model'
import { placeLayers } from './layer-place.model'

export type LayoutItem = { id: string; width: number; height: number }
export type LayoutEdge = { from: string; to: string }

export type PlacedItem = { id: string; x: number; y: number; width: number; height: number; layer: number }
/** `points`: where the line leaves, passes between cards, and arrives. */
export type PlacedEdge<Edge> = { edge: Edge; points: { x: number; y: number }[] }
export type Layout<Edge> = { items: PlacedItem[]; edges: PlacedEdge<Edge>[]; width: number; height: number }

export const layerGap = 64
export const itemGap = 12

/**
 * A drawing from left to right: every item stands one layer behind the last of those it comes after, in an order that
 * crosses few lines, at a height near its neighbours. The same input gives the same drawing; items that come first stand
 * higher where nothing else decides. Edges against the flow (circles) are drawn, but place nothing.
 */
export function layOut<Edge extends LayoutEdge>(items: LayoutItem[], edges: Edge[]): Layout<Edge> {
  const known = new Map(items.map((item, index) => [item.id, { ...item, index }]))
  const drawn = edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
  const forward = withoutCircles(items, drawn)
  const layerOf = longestPaths(items, forward)
  const slots = new Map<string, Slot>(
    items.map(({ id, height }) => [id, { id, layer: layerOf.get(id) ?? 0, height, before: [], after: [] }]),
  )
  const chains = new Map<Edge, string[]>()
  for (const [index, edge] of drawn.entries()) {
    const ends = [edge.from, edge.to].sort((a, b) => (layerOf.get(a) ?? 0) - (layerOf.get(b) ?? 0))
    chains.set(edge, joinSlots(slots, ends[0] ?? '', ends[1] ?? '', index))
  }
  const layers = orderLayers([...slots.values()])
  const tops = placeLayers(layers, itemGap)
  return draw(layers, tops, known, chains, drawn)
}

/** Something that takes a place in a layer: an item, or a line that passes through (without height). */
export type Slot = { id: string; layer: number; height: number; before: Slot[]; after: Slot[] }

/** Lines over several layers take a place in each, so that cards leave room for them. Answers the slots on the way. */
function joinSlots(slots: Map<string, Slot>, from: string, to: string, index: number): string[] {
  const [start, end] = [slots.get(from), slots.get(to)]
  if (!start || !end || start.layer >= end.layer) return [from, to]
  const path = [start]
  for (let layer = start.layer + 1; layer < end.layer; layer += 1) {
    const slot: Slot = { id: `line:${index}:${layer}`, layer, height: 0, before: [], after: [] }
    slots.set(slot.id, slot)
    path.push(slot)
  }
  path.push(end)
  for (const [at, slot] of path.entries()) {
    const next = path[at + 1]
    if (!next) continue
    slot.after.push(next)
    next.before.push(slot)
  }
  return path.map(({ id }) => id)
}

/** Edges that close a circle, met depth first from the first item on, are left out. */
function withoutCircles<Edge extends LayoutEdge>(items: LayoutItem[], edges: Edge[]): Edge[] {
  const outOf = edgesOut(edges)
  const state = new Map<string, 'open' | 'done'>()
  const kept: Edge[] = []
  for (const { id } of items) {
    if (state.has(id)) continue
    // A stack of its own: chains are longer than the browser's.
    const stack: { id: string; next: number }[] = [{ id, next: 0 }]
    state.set(id, 'open')
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = outOf.get(top.id)?.[top.next]
      top.next += 1
      if (!edge) {
        state.set(top.id, 'done')
        stack.pop()
      } else if (state.get(edge.to) !== 'open') {
        kept.push(edge)
        if (!state.has(edge.to)) {
          state.set(edge.to, 'open')
          stack.push({ id: edge.to, next: 0 })
        }
      }
    }
  }
  return kept
}

function edgesOut<Edge extends LayoutEdge>(edges: Edge[]): Map<string, Edge[]> {
  const outOf = new Map<string, Edge[]>()
  for (const edge of edges) {
    const some = outOf.get(edge.from)
    if (some) some.push(edge)
    else outOf.set(edge.from, [edge])
  }
  return outOf
}

function longestPaths(items: LayoutItem[], edges: LayoutEdge[]): Map<string, number> {
  const layers = new Map(items.map(({ id }) => [id, 0]))
  const outOf = edgesOut(edges)
  const waiting = new Map<string, number>()
  for (const { to } of edges) waiting.set(to, (waiting.get(to) ?? 0) + 1)
  const free = items.map(({ id }) => id).filter((id) => !waiting.has(id))
  for (const id of free) {
    for (const { to } of outOf.get(id) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(id) ?? 0) + 1))
      const left = (waiting.get(to) ?? 0) - 1
      waiting.set(to, left)
      if (left === 0) free.push(to)
    }
  }
  return layers
}

function draw<Edge extends LayoutEdge>(
  layers: Slot[][],
  tops: Map<string, number>,
  known: Map<string, LayoutItem & { index: number }>,
  chains: Map<Edge, string[]>,
  edges: Edge[],
): Layout<Edge> {
  const widths = layers.map((layer) => Math.max(0, ...layer.map(({ id }) => known.get(id)?.width ?? 0)))
  const lefts: number[] = []
  for (const [at] of layers.entries())
    lefts.push(at === 0 ? 0 : (lefts[at - 1] ?? 0) + (widths[at - 1] ?? 0) + layerGap)
  const items: PlacedItem[] = []
  const spots = new Map<string, { left: number; right: number; y: number }>()
  for (const [at, layer] of layers.entries()) {
    const x = lefts[at] ?? 0
    for (const slot of layer) {
      const top = tops.get(slot.id) ?? 0
      const item = known.get(slot.id)
      const width = item?.width ?? widths[at] ?? 0
      spots.set(slot.id, { left: x, right: x + width, y: top + slot.height / 2 })
      if (item) items.push({ id: item.id, x, y: top, width, height: item.height, layer: at })
    }
  }
  items.sort((a, b) => (known.get(a.id)?.index ?? 0) - (known.get(b.id)?.index ?? 0))
  return {
    items,
    edges: edges.map((edge) => ({ edge, points: linePoints(chains.get(edge) ?? [], spots) })),
    width: Math.max(0, ...items.map((item) => item.x + item.width)),
    height: Math.max(0, ...items.map((item) => item.y + item.height)),
  }
}

function linePoints(path: string[], spots: Map<string, { left: number; right: number; y: number }>) {
  return path.flatMap((id, at) => {
    const spot = spots.get(id)
    if (!spot) return []
    const [left, right] = [
      { x: spot.left, y: spot.y },
      { x: spot.right, y: spot.y },
    ]
    if (at === 0) return [right]
    return at === path.length - 1 ? [left] : [left, right]
  })
}

/** An SVG path through the points: straight along a card's width, curved between the layers. */
export function curveOf(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${round(first.x)},${round(first.y)}`
  let last = first
  for (const point of rest) {
    const bend = (point.x - last.x) / 2
    path +=
      Math.abs(point.y - last.y) < 0.5
        ? `H${round(point.x)}`
        : `C${round(last.x + bend)},${round(last.y)} ${round(point.x - bend)},${round(point.y)} ${round(point.x)},${round(point.y)}`
    last = point
  }
  return path
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
