import { expect, it } from 'vitest'
import { completeTaskSearch } from '@/lib/client/task-search'
import { parseSearch } from '@/lib/search/parse-search'
import { matchingText } from './matching.model'

const now = Date.UTC(2026, 10, 25, 12)

it('says a whole list as one search that can be read back', () => {
  const search = completeTaskSearch({ state: ['FAILURE', 'RETRY'], q: 'a OR b', queue: 'e mails' })
  const text = matchingText(search, now)
  expect(text).toBe('(a OR b) state:FAILURE,RETRY queue:"e mails" finished:>=2026-11-24T12:00:00.000Z')
  expect(parseSearch(text).kind).toBe('parsed')
})

it('has no bound where the list has none', () => {
  expect(matchingText(completeTaskSearch({ window: 'all' }), now)).toBe('')
})
