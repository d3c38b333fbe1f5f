import { it } from 'vitest'
import { describeTaskIndex } from './conformance'
import { openMemoryIndex } from './memory-index'
import { checkAgainstLedger } from './testing-ledger'

async function open() {
  const index = openMemoryIndex()
  return { index, contents: async () => index.contents() }
}

describeTaskIndex('The index in memory', open)

it('The index in memory equals a naive account of what it was told', () => checkAgainstLedger(open, 500))
