import { describe, expect, it } from 'vitest'
import type { View } from '@/lib/contract/views'
import { paletteActions } from './actions.model'
import { idSearch, type PaletteSources, paletteGroups } from './palette.model'
import { rank } from './rank'
import { parseRecent, withRecent } from './recent.model'

const failedToday: View = {
  id: 'builtin-failed-today',
  name: 'Failed today',
  query: 'state:FAILURE finished:today',
  sort: 'occurredAt',
  order: 'desc',
  window: null,
  builtIn: true,
  updatedAt: null,
}
const actions = paletteActions(undefined, [{ keys: 'e' }, { keys: '?' }], { theme: 'dark', paused: false })
const sources: PaletteSources = { app: null, tasks: [], suggestions: {}, views: [failedToday], actions, recent: [] }
const uuid = '3f2a7c1e-0000-4000-8000-00000000abcd'
const shape = (text: string, more: Partial<PaletteSources> = {}) =>
  paletteGroups(text, { ...sources, ...more }).map(({ heading, items }) => [heading, items.map(({ label }) => label)])

describe('the palette', () => {
  it('begins with what was chosen before, and ends with the search', () => {
    const recent = [{ label: 'shop.mail', href: '/types/shop.mail' }]
    const groups = paletteGroups('', { ...sources, recent })
    expect(groups.map(({ heading }) => heading)).toEqual(['Recent', 'Screens', 'Views', 'Actions', 'Search'])
    expect(groups[0]?.items[0]).toMatchObject({ label: 'shop.mail', target: { href: '/types/shop.mail' } })
  })

  it('finds by every word, best group first, the search last', () => {
    const suggestions = {
      name: ['shop.mail.send', 'shop.mailbox'],
      queue: ['mail'],
      worker: [],
      exception: ['MailError'],
    }
    expect(shape('mail', { suggestions })).toEqual([
      ['Queues', ['mail']],
      ['Exceptions', ['MailError']],
      ['Types', ['shop.mail.send', 'shop.mailbox']],
      ['Search', ['Search tasks for “mail”']],
    ])
    expect(shape('today failed')[0]).toEqual(['Views', ['Failed today']])
    expect(shape('dark theme')).toEqual([['Search', ['Search tasks for “dark theme”']]])
    expect(shape('light')[0]).toEqual(['Actions', ['Light theme']])
  })

  it('leads with tasks, and takes a whole id that the index does not have', () => {
    const tasks = [{ taskId: '3f2a9', name: 'shop.add', state: 'FAILURE' }]
    expect(paletteGroups('3f2a', { ...sources, tasks })[0]?.items[0]).toMatchObject({
      label: '3f2a9',
      note: 'shop.add',
      state: 'FAILURE',
      target: { href: '/tasks/3f2a9' },
    })
    expect(shape(` ${uuid}\n`)[0]).toEqual(['Tasks', [uuid]])
    expect(shape(uuid, { tasks: [{ taskId: uuid, name: null, state: 'SUCCESS' }] })[0]).toEqual(['Tasks', [uuid]])
  })

  it('gives every item an id of its own, whatever the names are', () => {
    const suggestions = { name: ['a', 'a b'], queue: ['a'], worker: ['a'], exception: ['a'] }
    const ids = paletteGroups('a', { ...sources, suggestions }).flatMap(({ items }) => items.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
  })
})

it('looks for ids that begin with four characters or more', () => {
  expect(idSearch('3f2')).toBeNull()
  expect(idSearch('two words')).toBeNull()
  expect(idSearch(' 3f2a ')).toBe('id:3f2a*')
  expect(idSearch('order(7)')).toBe('id:"order(7)"')
})

it('ranks a label by where the words stand in it', () => {
  expect(rank('mail', 'mail')).toBe(0)
  const scores = ['mail.x', 'app.mail', 'email'].map((label) => rank('mail', label))
  expect(scores).toEqual([...scores].sort())
  expect(new Set(scores).size).toBe(3)
  expect(rank('mail x', 'mailbox')).toBe(3)
  expect(rank('mail y', 'mailbox')).toBeNull()
})

describe('what was chosen before', () => {
  it('is kept newest first, each once, six at most', () => {
    const known = Array.from({ length: 6 }, (_, n) => ({ label: `${n}`, href: `/tasks/${n}` }))
    expect(
      withRecent(known, { label: '3', href: '/tasks/3' })
        .map(({ label }) => label)
        .join(''),
    ).toBe('301245')
    expect(withRecent(known, { label: 'x', href: '/x' })).toHaveLength(6)
  })
  it('is read with suspicion', () => {
    expect(parseRecent('not json')).toEqual([])
    expect(parseRecent('{"a": 1}')).toEqual([])
    const stored = ['/tasks/1', '//evil.example', 'https://evil.example', 'javascript:alert(1)', '/\\evil.example']
    expect(parseRecent(JSON.stringify(stored.map((href) => ({ label: 'x', href }))))).toEqual([
      { label: 'x', href: '/tasks/1' },
    ])
  })
})

it('offers the actions of this screen, and says why one cannot be done', () => {
  expect(actions.map(({ name }) => name)).toEqual([
    'send',
    'sweep',
    'export',
    'link',
    'pause',
    'theme-light',
    'theme-system',
    'help',
  ])
  const none = paletteActions(undefined, [], { theme: 'light', paused: true })
  expect(none.map(({ name }) => name)).not.toContain('export')
})
