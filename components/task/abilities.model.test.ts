import { describe, expect, it } from 'vitest'
import type { Features } from '@/lib/contract/features'
import { refusals } from './abilities.model'
import { sampleTask } from './testing'

const yes = { ok: true, reason: null }
const all: Features['actions'] = {
  forget: yes,
  retry: yes,
  send: yes,
  sync: yes,
  sample: yes,
  resend: yes,
  redrive: yes,
  purge: yes,
  deleteQueue: yes,
}
const features = (more: Partial<Features['actions']> = {}): Features => ({
  version: '0',
  demo: false,
  readOnly: false,
  apps: [],
  searchesArguments: true,
  archive: null,
  actions: { ...all, ...more },
})
const retryable = {
  ok: false,
  reason: 'celery.chord_unlock is built in.',
  missing: [],
  sameIdReason: null,
  caution: null,
}

describe('what the buttons may do', () => {
  it('is nothing before the dashboard has said so', () => {
    expect(refusals(undefined, sampleTask()).forget).toMatch(/^Asking/)
  })

  it('is what the dashboard may do at all', () => {
    const readOnly = { ok: false, reason: 'READ_ONLY is set.' }
    expect(refusals(features({ retry: readOnly }), sampleTask())).toEqual({
      forget: null,
      retry: 'READ_ONLY is set.',
      send: null,
    })
  })

  it('is what the task allows, but what can be typed is no obstacle', () => {
    expect(refusals(features(), sampleTask({ retryable })).retry).toBe('celery.chord_unlock is built in.')
    expect(refusals(features(), sampleTask({ retryable: { ...retryable, missing: ['name'] } })).retry).toBeNull()
  })
})
