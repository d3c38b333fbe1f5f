import { describe, expect, it } from 'vitest'
import { parseTraceback } from '@/lib/celery/traceback'
import { countFrames, saysTheSame, tracebackBlocks } from './blocks.model'
import { frameRows, packageOf } from './frames.model'
import { markedCode } from './marked-code.model'

const venv = '/srv/venv/lib/python3.11/site-packages'

function trace(exception: string, ...files: [string, string][]): string {
  const frames = files.map(([file, name], index) => `  File "${file}", line ${index + 1}, in ${name}\n    ${name}()`)
  return ['Traceback (most recent call last):', ...frames, exception].join('\n')
}

const chained = [
  trace(
    'TimeoutError: timed out',
    [`${venv}/urllib3/connection.py`, 'getresponse'],
    ['/usr/lib/python3.11/socket.py', 'recv'],
  ),
  '\nThe above exception was the direct cause of the following exception:\n',
  trace(
    'shop.gateway.GatewayError: no answer',
    [`${venv}/celery/app/trace.py`, 'trace_task'],
    [`${venv}/celery/app/trace.py`, '__protected_call__'],
    ['/srv/app/tasks.py', 'capture'],
    ['/srv/app/gateway.py', 'call'],
  ),
].join('\n')

const drawn = (rows: ReturnType<typeof frameRows>) =>
  rows.map((row) => (row.kind === 'frame' ? row.frame.function : row.kind === 'fold' ? row.label : row.text))

describe('frames', () => {
  const items = (text: string) => {
    const [part] = parseTraceback(text)
    return part?.kind === 'trace' ? part.items : []
  }

  it('folds runs of library frames and names their packages', () => {
    const text = trace(
      'E',
      [`${venv}/celery/app/trace.py`, 'a'],
      ['/srv/app/tasks.py', 'mine'],
      [`${venv}/urllib3/util/retry.py`, 'b'],
      [`${venv}/six.py`, 'c'],
      ['<frozen importlib._bootstrap>', 'd'],
    )
    expect(drawn(frameRows(items(text)))).toEqual(['1 frame in celery', 'mine', '3 frames in urllib3, six, importlib'])
  })

  it('leaves the frame that raised open where all of it is library', () => {
    const text = trace('E', [`${venv}/celery/app/trace.py`, 'a'], [`${venv}/celery/app/trace.py`, 'b'])
    expect(drawn(frameRows(items(text)))).toEqual(['1 frame in celery', 'b'])
  })

  it('keeps both ends of a deep recursion open', () => {
    const rows = frameRows(
      items(trace('E', ...Array.from({ length: 300 }, (_, i): [string, string] => ['/a.py', `f${i}`]))),
    )
    expect(rows).toHaveLength(13)
    expect(rows[4]).toMatchObject({ kind: 'fold', label: '288 frames' })
  })

  it('counts a call that repeats itself', () => {
    const call = '  File "/a.py", line 7, in down\n    return down(n - 1)\n'
    const text = `Traceback (most recent call last):\n${call}${call}${call}  [Previous line repeated 37 more times]\nE: x`
    expect(frameRows(items(text))).toMatchObject([{ kind: 'frame', times: 40 }])
  })

  it.each([
    [`${venv}/google/cloud/storage.py`, 'google'],
    ['C:\\Python311\\Lib\\site-packages\\boto3\\session.py', 'boto3'],
    ['/usr/lib/python3.11/http/client.py', 'http'],
    ['/usr/lib/python3.11/socket.py', 'socket'],
    ['/opt/celery/app/trace.py', 'celery'],
  ])('package of %s', (file, name) => expect(packageOf(file)).toBe(name))
})

describe('exceptions of a chain', () => {
  const parts = parseTraceback(chained)

  it('come newest first, the raising call on top', () => {
    const blocks = tracebackBlocks(parts, 'newest').flatMap((block) => (block.kind === 'exception' ? [block] : []))
    expect(blocks.map((block) => [block.sentence, block.exception?.type])).toEqual([
      [null, 'shop.gateway.GatewayError'],
      ['It was caused by', 'TimeoutError'],
    ])
    expect(drawn(blocks[0]?.rows ?? [])).toEqual(['call', 'capture', '2 frames in celery'])
  })

  it("come in Python's order with Python's sentence when asked", () => {
    const blocks = tracebackBlocks(parts, 'python').flatMap((block) => (block.kind === 'exception' ? [block] : []))
    expect(blocks.map((block) => [block.sentence, block.exception?.type])).toEqual([
      [null, 'TimeoutError'],
      ['The above exception was the direct cause of the following exception:', 'shop.gateway.GatewayError'],
    ])
    expect(drawn(blocks[1]?.rows ?? [])).toEqual(['2 frames in celery', 'capture', 'call'])
  })

  it('are counted together', () => expect(countFrames(parts)).toEqual({ all: 6, own: 2 }))

  it('need no second headline, unless they say more', () => {
    const headline = { type: 'KeyError', message: 'SKU-9' }
    expect(saysTheSame({ type: 'KeyError', message: "'SKU-9'" }, headline)).toBe(true)
    expect(saysTheSame({ type: 'KeyError', message: "'SKU-9'\nadded note" }, headline)).toBe(false)
    expect(saysTheSame({ type: 'other.LookupError', message: 'SKU-9' }, headline)).toBe(false)
  })
})

describe('markers', () => {
  it('are laid over the code', () => {
    const [line] = markedCode([
      { text: "total = order['a'] / lines", isMarker: false },
      { text: '        ~~~~~~~~~~^~~~~~~', isMarker: true },
    ])
    expect(line?.pieces).toEqual([
      { text: 'total = ', mark: 'none' },
      { text: "order['a']", mark: 'near' },
      { text: ' ', mark: 'at' },
      { text: '/ line', mark: 'near' },
      { text: 's', mark: 'none' },
    ])
  })

  it('stay below code whose characters are not columns', () => {
    const lines = markedCode([
      { text: "raise X('日本')", isMarker: false },
      { text: '      ^^^^^^^^', isMarker: true },
    ])
    expect(lines).toEqual([{ pieces: [{ text: "raise X('日本')", mark: 'none' }], marker: '      ^^^^^^^^' }])
  })

  it('may belong to several lines', () => {
    const code = ['a(', '^^', ')', '^'].map((text, i) => ({ text, isMarker: i % 2 === 1 }))
    expect(markedCode(code).map((line) => line.pieces[0]?.mark)).toEqual(['at', 'at'])
  })
})
