import { expect, it } from 'vitest'
import { openActionLog } from './action-log'
import { describeDatabases } from './testing'

describeDatabases('The action log', (databases) => {
  it('keeps which task was sent again as which', async () => {
    const database = await databases.open()
    const log = openActionLog(database, 'app')
    await log.recordLink({ fromTaskId: 'ä b', toTaskId: 'new', queue: 'mail', edited: true, sentMs: 1_700_000_000_000 })
    await log.recordLink({ fromTaskId: 'same', toTaskId: 'same', queue: 'mail', edited: false, sentMs: 5 })
    const links = await database.reader.taskLink.findMany({ orderBy: { sentMs: 'desc' }, omit: { id: true } })
    expect(links).toEqual([
      { appId: 'app', fromTaskId: 'ä b', toTaskId: 'new', queue: 'mail', edited: true, sentMs: 1_700_000_000_000n },
      { appId: 'app', fromTaskId: 'same', toTaskId: 'same', queue: 'mail', edited: false, sentMs: 5n },
    ])
  })

  it('keeps every action, hostile names included', async () => {
    const database = await databases.open()
    const log = openActionLog(database, 'app')
    const details = { queue: 'mail\0', edited: false, retries: null, size: 3 }
    await log.recordActivity({
      atMs: 7,
      actor: 'dashboard',
      action: 'forget',
      target: 'a\0b',
      outcome: 'done',
      details,
    })
    const [activity] = await database.reader.activity.findMany()
    expect(activity).toMatchObject({ appId: 'app', atMs: 7n, action: 'forget', target: 'a\u{fffd}b', outcome: 'done' })
    expect(JSON.parse(activity?.details ?? '')).toEqual(details)
  })
})
