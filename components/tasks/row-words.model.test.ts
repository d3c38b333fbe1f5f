import { expect, it } from 'vitest'
import { rowHeadline, runtimeUnknownReason, splitTaskName } from './row-words.model'
import { taskRow } from './testing'

it('shows the exception before the result', () => {
  const row = taskRow({ exception: { type: 'SMTPTimeout', message: '\ntimed out\nafter 30 s' }, resultPreview: '{}' })
  expect(rowHeadline(row)).toEqual({ kind: 'exception', type: 'SMTPTimeout', text: 'timed out' })
})

it('shows why a document could not be read before anything else', () => {
  const problem = { code: 'bad_json', message: 'The JSON ends in the middle.' }
  expect(rowHeadline(taskRow({ problem, exception: { type: 'X', message: '' } }))).toMatchObject({
    kind: 'problem',
    type: 'bad_json',
  })
})

it('shows the result otherwise, null included', () => {
  expect(rowHeadline(taskRow({ resultPreview: 'null' }))).toMatchObject({ kind: 'result', text: 'null' })
  expect(rowHeadline(taskRow({ resultPreview: null })).kind).toBe('none')
})

it('tells an unfinished task from one whose start was missed', () => {
  expect(runtimeUnknownReason({ state: 'STARTED' })).toBe('Not finished yet.')
  expect(runtimeUnknownReason({ state: 'SUCCESS' })).toContain('task_track_started')
})

it('parts a name at its last dot', () => {
  expect(splitTaskName('app.mail.send')).toEqual({ module: 'app.mail.', leaf: 'send' })
  expect(splitTaskName('add')).toEqual({ module: '', leaf: 'add' })
  expect(splitTaskName('odd.')).toEqual({ module: '', leaf: 'odd.' })
})
