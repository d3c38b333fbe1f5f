import { expect, it } from 'vitest'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { batch, noonMs, taskRow } from './testing-rows'

const count = 400

describeDatabases('The index of words', (databases) => {
  it('finds the newest tasks that hold a word, however rare it is and however few are asked for', async () => {
    const database = await databases.open()
    const words = (number: number) => [
      `t${number}`,
      ...(number % 2 === 0 ? ['common'] : []),
      ...(number % 50 === 0 ? ['rarely', 'seen'] : []),
      ...(number === 399 ? ['oldest'] : []),
    ]
    const tasks = Array.from({ length: count }, (_, number) =>
      taskRow({
        taskId: `t${number}`,
        // Some happened in the same millisecond.
        dateDoneMs: noonMs - Math.floor(number / 3),
        searchText: words(number).join(' '),
      }),
    )
    await openTaskIndex(database, 'app').apply(batch({ tasks }))
    const ofTask = (key: string) => Number(key.slice(key.lastIndexOf('-t') + 2))
    const all = tasks
      .map(({ key, dateDoneMs }) => ({ key, occurredMs: dateDoneMs ?? 0, held: words(ofTask(key)).join(' ') }))
      .sort((a, b) => b.occurredMs - a.occurredMs)
    for (const [word, prefix] of [
      ['common', false],
      ['rarely seen', false],
      ['rare', true],
      ['old', true],
      ['never', false],
    ] as const) {
      for (const limit of [1, 3, 7, 300, 1000]) {
        for (const untilMs of [noonMs, noonMs - 60, noonMs - 1000]) {
          const phrase = { words: word.split(' '), prefix }
          const found = await database.reader.$queryRaw<{ key: string }[]>(
            database.text.newest('app', [phrase], untilMs, limit),
          )
          const holding = all.filter(({ held, occurredMs }) => held.includes(word) && occurredMs <= untilMs)
          const timesOf = (keys: string[]) => keys.map((key) => noonMs - Math.floor(ofTask(key) / 3))
          expect(timesOf(found.map(({ key }) => key))).toEqual(
            holding.slice(0, limit).map(({ occurredMs }) => occurredMs),
          )
          expect(new Set(found.map(({ key }) => key)).size).toBe(found.length)
          for (const { key } of found) expect(holding.map((one) => one.key)).toContain(key)
        }
      }
    }
  })
})
