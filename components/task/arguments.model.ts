import { parsePythonJson } from '@/lib/celery/python-json'
import { writePythonJson } from '@/lib/celery/write-python-json'

/** Where typed text stops being what a worker could read, for people: lines and columns from 1. */
export type TextFault = { message: string; line: number; column: number; position: number }

const wanted = {
  array: { sentence: 'Positional arguments are a list', example: '[1, "two"]' },
  object: { sentence: 'Keyword arguments are a mapping', example: '{"key": 1}' },
} as const

/** The first mistake in text that should be a JSON list (args) or mapping (kwargs), in Python's dialect; null if none. */
export function argumentsFault(text: string, kind: 'array' | 'object'): TextFault | null {
  const { sentence, example } = wanted[kind]
  if (text.trim() === '') return at(text, 0, `${sentence}, such as ${example}`)
  const parsed = parsePythonJson(text)
  if (parsed.kind === 'problem') {
    const { position } = parsed
    return at(text, position, parsed.message.replace(` at position ${position}`, ''))
  }
  return parsed.value.kind === kind ? null : at(text, parsed.value.start, `${sentence}, such as ${example}`)
}

function at(text: string, position: number, message: string): TextFault {
  const before = text.slice(0, position)
  const lineStart = before.lastIndexOf('\n') + 1
  const line = before.split('\n').length
  return { message, line, column: position - lineStart + 1, position }
}

const oneLine = 72

/** Text to edit: as stored where it is short, else indented. Numbers keep their spelling. */
export function editableText(json: string): string {
  if (json.length <= oneLine) return json
  const parsed = parsePythonJson(json)
  return parsed.kind === 'parsed' ? writePythonJson(parsed.value, { indent: 2 }) : json
}

/** Seconds typed by a person: null for none, a sentence where they cannot be sent. */
export function parseCountdown(text: string): { ok: true; seconds: number | null } | { ok: false; reason: string } {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: true, seconds: null }
  const seconds = Number(trimmed)
  if (!Number.isFinite(seconds) || seconds < 0) return { ok: false, reason: 'Seconds, such as 30' }
  if (seconds > 43_200)
    return { ok: false, reason: 'At most 43,200 s: a message cannot stay invisible longer than 12 h' }
  return { ok: true, seconds: seconds === 0 ? null : seconds }
}
