import { AppError } from '@/lib/errors'

/** A wrong setting, named as the user wrote it. `where` is a variable or a place in the config file; never its value. */
export function settingError(where: string, sentence: string, cause?: unknown): AppError {
  return new AppError('bad_config', `${where}: ${sentence}`, { cause, details: { setting: where } })
}

/** A setting that must be a JSON object, as a variable holds it (text) or a config file does (already an object). */
export function objectSetting(where: string, value: unknown): Record<string, unknown> {
  const parsed = typeof value === 'string' ? parseJson(where, value) : value
  if (parsed === undefined || parsed === null) return {}
  if (typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw settingError(where, 'must be a JSON object such as {"region": "eu-west-1"}.')
  }
  return Object.fromEntries(Object.entries(parsed))
}

function parseJson(where: string, text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch (cause) {
    const python = /'|\bTrue\b|\bFalse\b|\bNone\b/.test(text)
    throw settingError(
      where,
      python
        ? 'is a Python dict, not JSON. Use double quotes, and true, false and null.'
        : `is not valid JSON${positionOf(cause)}.`,
    )
  }
}

/** Only the position leaves the parser's message: the message itself quotes the text, which may hold a secret. */
function positionOf(error: unknown): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
  return position === undefined ? '' : ` (the mistake is at character ${Number(position) + 1})`
}

export function textSetting(where: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw settingError(where, 'must be text.')
}
