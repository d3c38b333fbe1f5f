import { describe, expect, it } from 'vitest'
import { type KnownFacts, unknownFields } from './unknown-fields'

const whole: KnownFacts = {
  extended: true,
  ready: true,
  state: 'SUCCESS',
  name: 'app.add',
  worker: 'celery@web-1',
  queue: 'celery',
  dateDone: '2026-11-21T12:00:00.000Z',
  runtimeSeconds: 1.5,
  readable: true,
  ran: true,
}
const fields = (change: Partial<KnownFacts>) => unknownFields({ ...whole, ...change }).map(({ field }) => field)

describe('unknownFields', () => {
  it('says nothing where everything is known', () => expect(fields({})).toEqual([]))

  it('names the setting that would store what is missing', () => {
    const unknown = unknownFields({
      ...whole,
      extended: false,
      name: null,
      worker: null,
      queue: null,
      runtimeSeconds: null,
    })
    expect(unknown.map(({ field, setting }) => [field, setting])).toEqual([
      ['name', 'result_extended = True'],
      ['args', 'result_extended = True'],
      ['worker', 'result_extended = True'],
      ['queue', 'result_extended = True'],
      ['retries', 'result_extended = True'],
      ['runtimeSeconds', 'task_track_started = True'],
    ])
  })

  it('misses no run time of a task that has not finished, or never ran', () => {
    expect(fields({ runtimeSeconds: null, ready: false, dateDone: null })).toEqual([])
    expect(fields({ runtimeSeconds: null, ran: false, worker: null })).toEqual(['worker'])
  })
})
