import { describe, expect, it } from 'vitest'
import { hexDump, hexDumpText } from './hex-dump.model'

describe('hex dump', () => {
  it('shows sixteen bytes a line with their text', () => {
    const lines = hexDump('8004956f7321206c730a00ff414243444546')
    expect(lines).toEqual([
      {
        offset: '0000',
        hex: '80 04 95 6f 73 21 20 6c 73 0a 00 ff 41 42 43 44'.split(' '),
        text: '···os! ls···ABCD',
      },
      { offset: '0010', hex: ['45', '46'], text: 'EF' },
    ])
    expect(hexDumpText(lines).split('\n')).toEqual([
      '0000  80 04 95 6f 73 21 20 6c 73 0a 00 ff 41 42 43 44  ···os! ls···ABCD',
      '0010  45 46                                            EF',
    ])
  })

  it('is empty for an empty object', () => expect(hexDump('')).toEqual([]))
})
