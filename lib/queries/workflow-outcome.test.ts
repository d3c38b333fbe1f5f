import { describe, expect, it } from 'vitest'
import { groupNode } from './collect-workflow'
import { outcomeOf } from './get-workflow'

describe('What became of a group', () => {
  it('is found out once for each, however many groups share it', () => {
    // 40 layers of two groups that both hold both of the next layer: 2^40 ways down.
    const members = new Map<string, string[]>()
    for (let layer = 0; layer < 40; layer += 1) {
      const below = layer === 39 ? [] : [groupNode(`${layer + 1}a`), groupNode(`${layer + 1}b`)]
      members.set(`${layer}a`, below).set(`${layer}b`, below)
    }
    expect(outcomeOf(groupNode('0a'), new Map(), members)).toBe('missing')
  })

  it('ends where groups hold each other', () => {
    const members = new Map([
      ['a', [groupNode('b')]],
      ['b', [groupNode('a')]],
    ])
    expect(outcomeOf(groupNode('a'), new Map(), members)).toBe('missing')
  })
})
