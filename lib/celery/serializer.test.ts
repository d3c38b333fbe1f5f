import { describe, expect, it } from 'vitest'
import { sniffSerializer } from './serializer'

describe('sniffSerializer', () => {
  it.each([
    ['{"status"', 'json'],
    ['\x80\x02}', 'pickle'],
    ['\x80\x05\x95', 'pickle'],
    ["(dp0\nS'", 'pickle'],
    ['}q\x00(', 'pickle'],
    ['\x84\xa6status', 'msgpack'],
    ['\x81\xa6result', 'msgpack'],
    ['\x8f', 'msgpack'],
    ['\xde\x00\x10', 'msgpack'],
    ['args: []', 'yaml'],
    ['RESULT: 1', 'yaml'],
    ['[1, 2]', null],
    ['\x80\x81', null],
    ['\x80\x06', null],
    ['\x80', null],
    [' {', null],
    ['\xef\xbb\xbf{', null],
    ['<html>', null],
    ['2', null],
    ['\x1f\x8b', null],
    ['', null],
  ])('%j is %s', (text, expected) => {
    expect(sniffSerializer(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))).toBe(expected)
  })
})
