import { describe, expect, it } from 'vitest'
import { unknownGroups, unknownReason } from './unknown.model'

const reason = 'Celery stores this only when result_extended is on.'
const setting = 'result_extended = True'
const unknown = [
  { field: 'name', reason, setting },
  { field: 'queue', reason, setting },
  { field: 'rootId', reason: 'Celery never stores the root.', setting: null },
]

describe('what is not known', () => {
  it('names the setting that would make it known', () => {
    expect(unknownReason({ unknown }, 'queue')).toBe(`${reason} Set ${setting}.`)
    expect(unknownReason({ unknown }, 'rootId')).toBe('Celery never stores the root.')
    expect(unknownReason({ unknown }, 'worker')).toBeNull()
  })

  it('says one reason once', () => {
    expect(unknownGroups(unknown).map((group) => group.fields)).toEqual([['name', 'queue'], ['root of the workflow']])
  })
})
