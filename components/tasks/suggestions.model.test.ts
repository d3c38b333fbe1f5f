import { describe, expect, it } from 'vitest'
import { currentWord } from './search-text.model'
import { type KnownValues, searchOptions } from './suggestions.model'

const known: KnownValues = { name: ['app.mail.send', 'app.mail.bounce', 'app.report'], queue: ['emails'] }
const offered = (text: string, values: KnownValues = known) =>
  searchOptions(text, currentWord(text), values).map((option) =>
    option.kind === 'filter' ? `${option.field}:${option.value}` : option.kind,
  )

describe('what the search field offers', () => {
  it('names the qualifiers before anything is typed', () =>
    expect(new Set(offered(''))).toEqual(new Set(['qualifier'])))
  it('offers the text itself first, then what is known', () =>
    expect(offered('mail')).toEqual([
      'text',
      'name:app.mail.send',
      'name:app.mail.bounce',
      'name:app.report',
      'queue:emails',
    ]))
  it('offers all names below a prefix', () =>
    expect(offered('name:app.mail')).toEqual([
      'name:app.mail.*',
      'name:app.mail.send',
      'name:app.mail.bounce',
      'name:app.report',
    ]))
  it('offers values of the qualifier alone', () => expect(offered('queue:em')).toEqual(['queue:emails']))
  it('offers states in any case, custom ones too', () =>
    expect(offered('state:u', { state: ['UPLOADING', 'SUCCESS'] })).toEqual(['state:UNREADABLE', 'state:UPLOADING']))
  it('offers to open what looks like an id, and anything behind id:', () => {
    expect(offered('3f2a7c1e-0000-4000-8000-0000000091c0', {})).toEqual(['open', 'text'])
    expect(offered('id:order/12')).toEqual(['open'])
  })
})
