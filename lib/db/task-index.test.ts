import { randomUUID } from 'node:crypto'
import type { Database } from './client'
import { describeTaskIndex } from './conformance'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { readContents } from './testing-contents'

describeDatabases('The index', (databases) => {
  let shared: Promise<Database> | undefined

  describeTaskIndex('of one app among others', async () => {
    shared ??= databases.open()
    const database = await shared
    const appId = randomUUID()
    return { index: openTaskIndex(database, appId), contents: () => readContents(database, appId) }
  })
})
