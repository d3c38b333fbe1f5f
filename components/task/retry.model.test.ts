import { describe, expect, it } from 'vitest'
import { changedParts, hasFaults, retryChange, retryFaults, retryFormOf } from './retry.model'
import { sampleTask, value } from './testing'

describe('retry form', () => {
  it('asks for nothing but a new id where nothing was edited', () => {
    const task = sampleTask()
    expect(retryChange(retryFormOf(task), task)).toEqual({ taskId: 'new' })
    expect(hasFaults(retryFaults(retryFormOf(task), task))).toBe(false)
  })

  it('sends what was edited as typed, integers of any size included', () => {
    const task = sampleTask()
    const form = { ...retryFormOf(task), args: '[1180591620717411303425]', queue: ' bulk ', countdown: '30' }
    const change = retryChange(form, task)
    expect(change).toEqual({ taskId: 'new', args: '[1180591620717411303425]', queue: 'bulk', countdown: 30 })
    expect(changedParts(change)).toEqual(['arguments', 'queue', 'countdown'])
  })

  it('must be given what nobody knows', () => {
    const retryable = {
      ok: true,
      reason: null,
      missing: ['name', 'args', 'queue'],
      sameIdReason: null,
      caution: null,
    } as const
    const task = sampleTask({
      name: null,
      args: null,
      kwargs: null,
      queue: null,
      retryable: { ...retryable, missing: [...retryable.missing] },
    })
    const faults = retryFaults(retryFormOf(task), task)
    expect([faults.name, faults.args?.line, faults.kwargs, faults.queue]).toEqual([
      expect.any(String),
      1,
      null,
      expect.any(String),
    ])
    const typed = { ...retryFormOf(task), name: 'app.f', args: '[]', queue: 'celery' }
    expect(retryChange(typed, task)).toEqual({
      taskId: 'new',
      name: 'app.f',
      args: '[]',
      kwargs: '{}',
      queue: 'celery',
    })
  })

  it('leaves arguments alone that came too long to be edited', () => {
    const task = sampleTask({ args: value('["xxxx', { truncated: true, sizeBytes: 2_000_000 }) })
    const form = retryFormOf(task)
    expect(retryFaults(form, task).args).toBeNull()
    expect(retryChange(form, task)).toEqual({ taskId: 'new' })
  })
})
