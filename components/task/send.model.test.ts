import { describe, expect, it } from 'vitest'
import { emptySendForm, newTaskOf, sendFaults } from './send.model'

describe('sending a task', () => {
  it('needs a name and a queue', () => {
    expect(newTaskOf(emptySendForm)).toBeNull()
    expect(sendFaults(emptySendForm)).toMatchObject({ name: expect.any(String), queue: expect.any(String), args: null })
  })

  it('sends the text as typed', () => {
    const form = {
      ...emptySendForm,
      name: ' app.f ',
      queue: 'celery',
      args: '[1180591620717411303424]',
      countdown: '5',
    }
    expect(newTaskOf(form)).toEqual({
      name: 'app.f',
      queue: 'celery',
      args: '[1180591620717411303424]',
      kwargs: '{}',
      countdown: 5,
    })
    expect(newTaskOf({ ...form, args: '{}' })).toBeNull()
  })
})
