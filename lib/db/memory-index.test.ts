import { describeTaskIndex } from './conformance'
import { openMemoryIndex } from './memory-index'

describeTaskIndex('The index in memory', async () => {
  const index = openMemoryIndex()
  return { index, contents: async () => index.contents() }
})
