import type { LayoutEdge, PlacedItem } from './layout.model'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The card an arrow key leads to: along the lines to the left and right, the nearest in height where there are several;
 * up and down within the layer. null where there is none.
 */
export function neighbourOf(id: string, direction: Direction, items: PlacedItem[], edges: LayoutEdge[]): string | null {
  const at = new Map(items.map((item) => [item.id, item]))
  const own = at.get(id)
  if (!own) return null
  if (direction === 'left' || direction === 'right') {
    const ends = edges.flatMap(({ from, to }) => {
      if (direction === 'right') return from === id ? (at.get(to) ?? []) : []
      return to === id ? (at.get(from) ?? []) : []
    })
    return nearest(own, ends)
  }
  const layer = items.filter((item) => item.layer === own.layer && item.id !== id)
  return nearest(
    own,
    layer.filter((item) => (direction === 'down' ? item.y > own.y : item.y < own.y)),
  )
}

function nearest(own: PlacedItem, items: PlacedItem[]): string | null {
  const middle = (item: PlacedItem) => item.y + item.height / 2
  const [first] = items.toSorted(
    (a, b) => Math.abs(middle(a) - middle(own)) - Math.abs(middle(b) - middle(own)) || a.y - b.y,
  )
  return first?.id ?? null
}
