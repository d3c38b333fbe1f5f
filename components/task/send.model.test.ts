import { describe, expect, it } from 'vitest'
import { emptySendForm, newTaskOf, sendFaults, sendFormOf } from './send.model'
import { sampleTask } from './testing'

describe('sending a task like a stored one', () => {
  it('takes over what is known', () => {
    expect(sendFormOf(sampleTask())).toMatchObject({
      name: 'app.mail.send_welcome',
      queue: 'emails',
      args: '["kim@example.com", 1180591620717411303424]',
    })
    expect(sendFormOf(sampleTask({ name: null, args: null, kwargs: null, queue: null }))).toEqual(emptySendForm)
  })
})

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
