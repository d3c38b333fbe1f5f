import { describe, expect, it } from 'vitest'
import { completeTaskSearch, parseTaskSearch } from '@/lib/client/task-search'
import type { View } from '@/lib/contract/views'
import { contentOf, currentView, sameContent, searchOf, viewHref } from './views.model'

const mail: View = {
  id: 'v1',
  name: 'Mail failures',
  query: 'state:FAILURE type:app.mail.*',
  sort: 'occurredAt',
  order: 'desc',
  window: '7d',
  builtIn: false,
  updatedAt: null,
}
const largest: View = { ...mail, id: 'builtin-largest', query: '', sort: 'sizeBytes', window: null, builtIn: true }
const open = (href: string) => parseTaskSearch(new URL(href, 'http://x').searchParams).search

describe('a view of a list', () => {
  it('opens the list it was made of', () => {
    for (const view of [mail, largest]) {
      const { name: _name, id: _id, builtIn: _builtIn, updatedAt: _at, ...content } = view
      expect(contentOf(open(viewHref(view, null)))).toEqual(content)
    }
    expect(viewHref(mail, 'billing')).toBe('/tasks?app=billing&view=v1&q=state%3AFAILURE+type%3Aapp.mail.*&window=7d')
    expect(searchOf(largest, null).window).toBe('all')
  })

  it('keeps every filter of the address as one search', () => {
    const search = completeTaskSearch({
      q: 'a OR b',
      state: ['FAILURE', 'RETRY'],
      name: ['app.mail.*', 'a "b"'],
      queue: 'e mails',
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-02T06:30:00Z',
    })
    expect(contentOf(search)).toEqual({
      query:
        '(a OR b) state:FAILURE,RETRY type:app.mail.*,"a \\"b\\"" queue:"e mails" finished:>=2026-11-01 finished:<2026-11-02T06:30:00.000Z',
      sort: 'occurredAt',
      order: 'desc',
      window: null,
    })
  })

  it('is the same however its search is written', () => {
    const other = { ...mail, query: '  STATUS:failure  AND name:app.mail.* ' }
    expect(sameContent(mail, other)).toBe(true)
    expect(sameContent(mail, { ...mail, order: 'asc' })).toBe(false)
    expect(sameContent(mail, { ...mail, query: 'type:app.mail.*' })).toBe(false)
  })
})

describe('the view a list is looked at through', () => {
  const views = [largest, mail]
  it('is the one the address names, changed or not', () => {
    expect(currentView(open(viewHref(mail, null)), views)).toEqual({ kind: 'view', view: mail, changed: false })
    expect(currentView(open('/tasks?view=v1&q=state:RETRY'), views)).toEqual({
      kind: 'view',
      view: mail,
      changed: true,
    })
  })
  it('is one that shows the same where none is named', () => {
    expect(currentView(open('/tasks?sort=sizeBytes&window=all'), views)).toMatchObject({ view: largest })
    expect(currentView(open('/tasks'), views)).toEqual({ kind: 'none' })
  })
  it('may be gone, or not known yet', () => {
    expect(currentView(open('/tasks?view=old&q=x'), views)).toEqual({ kind: 'gone' })
    expect(currentView(open('/tasks?view=old&q=x'), undefined)).toEqual({ kind: 'loading' })
    expect(currentView(open('/tasks?q=x'), undefined)).toEqual({ kind: 'none' })
  })
})
