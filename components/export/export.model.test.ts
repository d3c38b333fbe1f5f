import { describe, expect, it } from 'vitest'
import { completeTaskSearch } from '@/lib/client/task-search'
import { countWords, exportParams, fileNameOf, progressWords, searchWords } from './export.model'
import { rowCounter } from './row-counter'
import { runExport } from './run-export'
import { blobSink } from './sinks'

const bytes = (text: string) => new TextEncoder().encode(text)
const nowMs = Date.parse('2026-11-24T14:05:59Z')

describe('what will be exported', () => {
  it('is said in words', () => {
    expect(countWords(undefined)).toBeNull()
    expect(countWords({ count: 1, exact: true })).toBe('1 task')
    expect(countWords({ count: 1031, exact: true })).toBe('1,031 tasks')
    expect(countWords({ count: 10_000, exact: false })).toBe('at least 10,000 tasks')
    const search = completeTaskSearch({ q: 'state:FAILURE', window: '7d', sort: 'sizeBytes', order: 'asc' })
    expect(searchWords(search)).toEqual({ query: 'state:FAILURE', span: 'of the last 7 days', order: 'smallest first' })
    expect(searchWords(completeTaskSearch({ window: 'all' }))).toMatchObject({ query: null, span: 'of all time' })
  })

  it('is the whole list, in its order, and not the page that is shown', () => {
    const search = completeTaskSearch({ q: 'x', window: '1h', cursor: 'c', view: 'v', sort: 'sizeBytes' })
    expect(exportParams(search, 'csv', nowMs)).toMatchObject({
      format: 'csv',
      q: 'x',
      from: '2026-11-24T13:05:59.000Z',
      sort: 'sizeBytes',
      order: null,
    })
    expect(exportParams(search, 'csv', nowMs)).not.toHaveProperty('cursor')
    expect(exportParams(search, 'csv', nowMs)).not.toHaveProperty('view')
  })

  it('has a name with its time', () => expect(fileNameOf('jsonl', nowMs)).toBe('tasks-2026-11-24-1405.jsonl'))
})

describe('how far it is', () => {
  it('is a share only where the end is known, and 100 % only at the end', () => {
    expect(progressWords({ rows: 12_000, bytes: 3_400_000, total: 48_000 })).toBe(
      '12,000 of 48,000 tasks · 3.4 MB · 25 %',
    )
    expect(progressWords({ rows: 12_000, bytes: 800, total: null })).toBe('12,000 tasks · 800 B')
    expect(progressWords({ rows: 50, bytes: 800, total: 48 })).toBe('50 of 48 tasks · 800 B · 99 %')
  })

  it('counts tasks wherever the pieces are cut', () => {
    const csv = 'id,message\r\na,"two\nlines, a ""quoted"" one"\r\nb,plain\r\n'
    for (let size = 1; size < csv.length; size += 1) {
      const counter = rowCounter('csv')
      for (let at = 0; at < csv.length; at += size) counter.add(bytes(csv.slice(at, at + size)))
      expect([counter.rows(), counter.whole()]).toEqual([2, true])
    }
    const lines = rowCounter('jsonl')
    lines.add(bytes('{"a":"\\""}\n{"b":'))
    expect([lines.rows(), lines.whole()]).toEqual([1, false])
    expect(rowCounter('csv').rows()).toBe(0)
  })
})

describe('an export', () => {
  const sink = () => {
    const saved: Blob[] = []
    return { saved, sink: blobSink('tasks.csv', 'text/csv', (blob) => saved.push(blob)) }
  }
  const answer = (pieces: (string | Error)[], headers: Record<string, string> = {}) =>
    new Response(
      new ReadableStream({
        pull(controller) {
          const piece = pieces.shift()
          if (piece === undefined) controller.close()
          else if (typeof piece === 'string') controller.enqueue(bytes(piece))
          else controller.error(piece)
        },
      }),
      { headers },
    )

  it('saves what came, to the letter, and says how much that was', async () => {
    const { saved, sink: file } = sink()
    const seen: number[] = []
    const pieces = ['id\r\n', 'a\r\nb', '\r\n']
    const done = await runExport(answer(pieces, { 'x-total-count': '2' }), 'csv', file, ({ rows }) => seen.push(rows))
    expect(done).toEqual({ rows: 2, bytes: 10, total: 2 })
    expect(seen).toEqual([0, 1, 2])
    expect(await saved[0]?.text()).toBe('id\r\na\r\nb\r\n')
  })

  it('saves nothing where the answer breaks off', async () => {
    const { saved, sink: file } = sink()
    await expect(runExport(answer(['{}\n', new TypeError('network')]), 'jsonl', file, () => {})).rejects.toThrow(
      'network',
    )
    await expect(runExport(answer(['{}\n{"a']), 'jsonl', file, () => {})).rejects.toThrow('broke off')
    expect(saved).toEqual([])
  })

  it('of nothing is a file as well', async () => {
    const { saved, sink: file } = sink()
    expect(await runExport(answer([]), 'jsonl', file, () => {})).toEqual({ rows: 0, bytes: 0, total: null })
    expect(saved).toHaveLength(1)
  })
})
