import { readFileSync } from 'node:fs'
import { type PriceFile, priceFile, regionInFull } from '@/lib/cost/price-file'
import { isListed } from '@/lib/cost/prices'
import { settingError } from './setting-error'

const name = 'PRICES_FILE'

/** Reads and checks PRICES_FILE. Throws `bad_config` that names the file and the place in it. */
export function readPriceFile(path: string): PriceFile {
  const raw = readJson(path)
  const parsed = priceFile.safeParse(raw)
  if (!parsed.success) throw mistake(path, parsed.error.issues[0])
  for (const [region, prices] of Object.entries(parsed.data.regions)) {
    const whole = regionInFull.safeParse(prices)
    if (isListed(region) || whole.success) continue
    const missing = whole.error.issues.map(({ path: [field] }) => String(field)).join(', ')
    throw settingError(name, `${path}: region ${region} is not in the built-in table, so it needs ${missing} as well.`)
  }
  return parsed.data
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    // A system error of Node carries its code; whatever else it may be is said as it is.
    const { code } = cause as NodeJS.ErrnoException
    throw settingError(name, `${path} ${reasons[code ?? ''] ?? `cannot be read (${code}).`}`, cause)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw settingError(name, `${path} is not JSON: ${cause instanceof Error ? cause.message : cause}.`, cause)
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'does not exist.',
  EACCES: 'may not be read by the user that this runs as.',
  EISDIR: 'is a folder; name a JSON file.',
}

type Issue = { path: PropertyKey[]; message: string; code: string; keys?: string[] }

function mistake(path: string, issue: Issue | undefined) {
  const place = (issue?.path ?? []).map(String).join('.')
  const [unknown] = issue?.keys ?? []
  if (issue?.code === 'unrecognized_keys') {
    return settingError(name, `${path}: "${unknown}"${place ? ` in ${place}` : ''} is not known here.`)
  }
  return settingError(name, `${path}: ${place || 'the file'} is not valid: ${issue?.message ?? 'see docs/api.md'}.`)
}
