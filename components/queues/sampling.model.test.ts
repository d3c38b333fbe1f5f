import { describe, expect, it } from 'vitest'
import type { Queue } from '@/lib/contract/queues'
import { samplingCaution } from './sampling.model'

const queue = (change: Partial<Queue>) =>
  samplingCaution({ deadLetter: null, deadLetterOf: [], maxReceiveCount: null, ...change } as Queue) // all it reads
const dead = { name: 'dead', visible: 0 }

describe('what sampling does, said beforehand', () => {
  it('is refused by default where three receives or less lead to the dead letters', () => {
    expect(queue({ deadLetter: dead, maxReceiveCount: 3 })).toMatchObject({
      refusedByDefault: true,
      sentence: expect.stringContaining('After 3 receives a message goes to dead'),
    })
    expect(queue({ deadLetter: dead, maxReceiveCount: 4 }).refusedByDefault).toBe(false)
    expect(queue({ deadLetter: dead, maxReceiveCount: null }).refusedByDefault).toBe(true)
  })

  it('has no consequence without a redrive policy', () => {
    expect(queue({}).sentence).toContain('no consequence')
    expect(queue({ deadLetterOf: ['emails'] }).sentence).toContain('No worker reads dead letters')
  })
})
