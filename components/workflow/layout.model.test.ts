import { describe, expect, it } from 'vitest'
import { drawingOf } from './drawing.model'
import { curveOf, layOut } from './layout.model'
import { workflowOf } from './testing'

const size = { width: 200, height: 44 }
const items = (...ids: string[]) => ids.map((id) => ({ id, ...size }))
const edges = (...lines: string[]) =>
  lines.map((line) => {
    const [from = '', to = ''] = line.split('>')
    return { from, to }
  })
const seen = (layout: ReturnType<typeof layOut>) => new Map(layout.items.map((item) => [item.id, item]))

function overlaps(layout: ReturnType<typeof layOut>): number {
  const byLayer = [...layout.items].sort((a, b) => a.layer - b.layer || a.y - b.y)
  return byLayer.filter((item, at) => {
    const above = byLayer[at - 1]
    return above !== undefined && above.layer === item.layer && above.y + above.height > item.y
  }).length
}

describe('layOut', () => {
  it('puts a chain in a line', () => {
    const layout = layOut(items('a', 'b', 'c', 'd', 'e'), edges('a>b', 'b>c', 'c>d', 'd>e'))
    expect(layout.items.map(({ layer, y }) => [layer, y])).toEqual([0, 1, 2, 3, 4].map((layer) => [layer, 0]))
    expect(layout).toMatchObject({ width: 5 * 200 + 4 * 64, height: 44 })
    expect(layout.edges.map(({ points }) => curveOf(points))).toContain('M200,22H264')
  })

  it('fans a group out in its own order, its parent in the middle and what waits for all behind', () => {
    const members = Array.from({ length: 20 }, (_, at) => `m${at}`)
    const layout = layOut(items('p', ...members, 'body'), [
      ...members.map((to) => ({ from: 'p', to })),
      ...members.map((from) => ({ from, to: 'body' })),
    ])
    const at = seen(layout)
    expect(members.map((id) => at.get(id)?.y)).toEqual(members.map((_, index) => index * 56))
    expect(at.get('body')).toMatchObject({ layer: 2, y: at.get('p')?.y })
    expect(at.get('p')?.y).toBe(19 * 28)
  })

  it('stands an item behind the last of those it comes after, and leads long lines past the cards between', () => {
    const layout = layOut(items('a', 'b', 'c', 'x'), edges('a>b', 'b>c', 'a>c', 'a>x'))
    expect(seen(layout).get('c')?.layer).toBe(2)
    const long = layout.edges.find(({ edge }) => edge.from === 'a' && edge.to === 'c')
    expect(long?.points).toHaveLength(4)
    const passing = long?.points[1]?.y ?? 0
    for (const item of layout.items.filter(({ layer }) => layer === 1))
      expect(passing < item.y || passing > item.y + item.height).toBe(true)
  })

  it('draws circles without ending in one', () => {
    const layout = layOut(items('a', 'b', 'c'), edges('a>b', 'b>c', 'c>a', 'b>b', 'a>nobody'))
    expect(layout.items.map(({ layer }) => layer)).toEqual([0, 1, 2])
    expect(layout.edges).toHaveLength(3)
  })

  it('crosses no lines where none need cross', () => {
    const layout = layOut(
      items('r', 'a', 'b', 'c', 'c1', 'a1', 'b1'),
      edges('r>a', 'r>b', 'r>c', 'c>c1', 'a>a1', 'b>b1'),
    )
    const at = seen(layout)
    const y = (id: string) => at.get(id)?.y ?? 0
    expect(y('a1')).toBeLessThan(y('b1'))
    expect(y('b1')).toBeLessThan(y('c1'))
    expect(overlaps(layout)).toBe(0)
  })

  it('is the same for the same input, and takes nothing for nothing', () => {
    const input = [items('r', 'a', 'b', 'x', 'y'), edges('r>a', 'r>b', 'a>x', 'b>x', 'a>y', 'b>y')] as const
    expect(layOut(...input)).toEqual(layOut(...input))
    expect(layOut([], [])).toEqual({ items: [], edges: [], width: 0, height: 0 })
  })

  it('lays 500 tasks out within a tenth of a second, a chain of 500 and a tangle too', () => {
    const ids = Array.from({ length: 500 }, (_, at) => `t${at}`)
    const tree = ids.slice(1).map((to, at) => ({ from: `t${Math.floor(at / 7)}`, to }))
    const tangle = ids.flatMap((from, at) => [1, 3, 17].map((step) => ({ from, to: `t${(at + step) % 500}` })))
    const wide = [
      ...ids.slice(1, 499).flatMap((id) => [
        { from: 't0', to: id },
        { from: id, to: 't499' },
      ]),
    ]
    const chain = ids.slice(1).map((to, at) => ({ from: `t${at}`, to }))
    for (const [name, some] of Object.entries({ tree, wide, chain, tangle })) {
      layOut(items(...ids), some)
      const began = performance.now()
      const layout = layOut(items(...ids), some)
      const ms = performance.now() - began
      expect(overlaps(layout), name).toBe(0)
      // The machine of the tests may be busy; alone it takes a fraction of this.
      expect(ms, name).toBeLessThan(name === 'tangle' ? 2000 : 400)
    }
  })
})

describe('drawingOf', () => {
  const members = Array.from({ length: 20 }, (_, at) => `m${at}`)
  const chord = workflowOf(
    ['p > [g]', 'p > u', ...members.map((id) => `[g] : ${id}`), '[g] ~ body', 'u > body', 'body > end'],
    { u: { name: 'celery.chord_unlock', state: null }, m4: { state: 'FAILURE' }, m9: { state: null } },
  )
  const closed = new Set<string>()

  it('folds celery.chord_unlock away, and what it started away from what started it', () => {
    const { items, edges } = drawingOf(chord, { unlocks: false, opened: closed })
    expect(items.map(({ id }) => id)).not.toContain('task:u')
    expect(edges.filter(({ to }) => to === 'task:body').map(({ kind }) => kind)).toEqual(new Array(6).fill('chord'))
    expect(edges).toContainEqual({ from: 'task:body', to: 'task:end', kind: 'child' })
    const shown = drawingOf(chord, { unlocks: true, opened: closed })
    expect(shown.edges).toContainEqual({ from: 'task:u', to: 'task:body', kind: 'child' })
  })

  it('joins what the unlock started to what started the unlock where no group is known', () => {
    const alone = workflowOf(['p > u', 'u > body'], { u: { name: 'celery.chord_unlock', state: null } })
    expect(drawingOf(alone, { unlocks: false, opened: closed }).edges).toEqual([
      { from: 'task:p', to: 'task:body', kind: 'child' },
    ])
    expect(drawingOf({ ...alone, focus: 'task:u' }, { unlocks: false, opened: closed }).items).toHaveLength(3)
  })

  it('stacks many that are alike, never what failed alone or was asked about, until it is opened', () => {
    const { items } = drawingOf({ ...chord, focus: 'task:m12' }, { unlocks: false, opened: closed })
    const stack = items.find((item) => item.kind === 'stack')
    expect(stack).toMatchObject({ state: 'SUCCESS' })
    expect(stack?.kind === 'stack' && stack.nodes).toHaveLength(14)
    const drawn = items.map(({ id }) => id)
    for (const id of ['task:m0', 'task:m4', 'task:m9', 'task:m12']) expect(drawn).toContain(id)
    const opened = drawingOf(chord, { unlocks: false, opened: new Set(stack ? [stack.id] : []) })
    expect(opened.items.filter(({ kind }) => kind === 'stack')).toEqual([])
    expect(opened.items).toHaveLength(24)
  })
})
