import { describe, expect, it } from 'vitest'
import type { FailureDetail } from '@/lib/contract/failures'
import { countOf, decisionsFor, parseTab, statusesOf, titleOf } from './failures.model'
import { issueText } from './issue-text.model'

const failure: FailureDetail = {
  fingerprint: 'f00d',
  exceptionType: 'SMTPTimeout',
  pattern: 'timed out after <number> s',
  frame: 'app/mail.py in send',
  status: 'open',
  statusAt: null,
  regressedAt: null,
  count: 12,
  previousCount: 3,
  total: 40,
  firstSeen: '2026-11-18T10:00:00.000Z',
  lastSeen: '2026-11-20T10:00:00.000Z',
  sparkline: [],
  types: [{ name: 'app.mail', count: 12 }],
  window: '24h',
  from: '2026-11-19T10:00:00.000Z',
  to: '2026-11-20T10:00:00.000Z',
  bucketSeconds: 3600,
  workers: [{ worker: 'w1', count: 12, lastSeen: '2026-11-20T10:00:00.000Z' }],
  sample: { taskId: 'a', message: 'timed out after 30 s', traceback: 'Traceback' },
  variants: { among: 0, items: [] },
  tasks: [],
}

describe('The inbox', () => {
  it('opens with what asks for attention', () => {
    expect(parseTab(null)).toBe('new')
    expect(statusesOf('new')).toEqual(['open', 'regressed'])
    const counts = [
      { status: 'open' as const, count: 2 },
      { status: 'regressed' as const, count: 1 },
      { status: 'ignored' as const, count: 5 },
    ]
    expect([countOf('new', counts), countOf('regressed', counts), countOf('all', counts)]).toEqual([3, 1, 8])
  })

  it('offers what makes sense', () => {
    expect(decisionsFor('regressed')).toEqual(['resolved', 'ignored'])
    expect(decisionsFor('ignored')).toEqual(['open'])
  })

  it('names groups without an exception', () => {
    expect(titleOf({ exceptionType: '', pattern: '' })).toBe('FAILURE without an exception')
  })
})

describe('A group as an issue', () => {
  it('says what is known of it', () => {
    expect(issueText(failure, 'http://x/failures/f00d')).toBe(
      [
        '## `SMTPTimeout: timed out after <number> s`',
        '',
        '- 12 in the last 24h, 40 since ever',
        '- first seen 2026-11-18T10:00:00.000Z, last seen 2026-11-20T10:00:00.000Z',
        '- in `app/mail.py in send`',
        '- task types: `app.mail` (12)',
        '- workers: `w1` (12)',
        '- newest task: `a`',
        '- http://x/failures/f00d',
        '',
        '```',
        'timed out after 30 s',
        '```',
        '',
        '```',
        'Traceback',
        '```',
        '',
      ].join('\n'),
    )
  })

  it('keeps hostile text in its fence', () => {
    const hostile = { ...failure, sample: { taskId: '`x`', message: '```\n# pwned\n````', traceback: null } }
    const text = issueText(hostile, 'http://x')
    expect(text).toContain('`````\n```\n# pwned\n````\n`````')
    expect(text).toContain('`` `x` ``')
  })
})
