import { expect, it } from 'vitest'
import { describeDatabases } from './testing'

describeDatabases('A database', (databases) => {
  it('opens', async () => {
    const db = await databases.open()
    expect(await db.reader.app.count()).toBe(0)
  })
})
