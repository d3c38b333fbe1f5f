import { describe, expect, it } from 'vitest'
import { typedWord } from '@/lib/search/complete-search'
import { type KnownValues, searchOptions } from './suggestions.model'

const known: KnownValues = { name: ['app.mail.send', 'app.mail.bounce', 'app.report'], queue: ['emails'] }
const offered = (text: string, values: KnownValues = known) =>
  searchOptions(text, typedWord(text), values).map((option) =>
    option.kind === 'value' ? `${option.key}:${option.value}` : option.kind,
  )

describe('what the search field offers', () => {
  it('names the keys before anything is typed', () => expect(new Set(offered(''))).toEqual(new Set(['key'])))
  it('offers the text itself first, then what is known', () =>
    expect(offered('mail')).toEqual([
      'text',
      'type:app.mail.send',
      'type:app.mail.bounce',
      'type:app.report',
      'queue:emails',
    ]))
  it('offers all names below a prefix', () =>
    expect(offered('name:app.mail')).toEqual([
      'type:app.mail.*',
      'type:app.mail.send',
      'type:app.mail.bounce',
      'type:app.report',
    ]))
  it('offers values of the key alone, examples where none are known', () => {
    expect(offered('queue:em')).toEqual(['queue:emails'])
    expect(offered('-size:')).toEqual(['size:>100kB', 'size:>1MB'])
    expect(offered('is:un')).toEqual(['is:unfinished', 'is:unnamed', 'is:unreadable'])
  })
  it('offers keys again for the next word', () => {
    expect(offered('timeout (')).toContain('key')
    expect(offered('timeout run', {})).toEqual(['text', 'key'])
  })
  it('offers states in any case, custom ones too', () =>
    expect(offered('state:u', { state: ['UPLOADING', 'SUCCESS'] })).toEqual(['state:UNREADABLE', 'state:UPLOADING']))
  it('offers to open what looks like an id, and anything behind id:', () => {
    expect(offered('3f2a7c1e-0000-4000-8000-0000000091c0', {})).toEqual(['open', 'text'])
    expect(offered('id:order/12')).toEqual(['open'])
  })
})
