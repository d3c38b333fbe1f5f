import { readFileSync } from 'node:fs'
import { type PriceFile, priceFile, regionInFull } from '@/lib/cost/price-file'
import { isListed } from '@/lib/cost/prices'
import { settingError } from './setting-error'

const name = 'PRICES_FILE'

/** Reads and checks PRICES_FILE. Throws `bad_config` that names the file and the place in it. */
export function readPriceFile(path: string): PriceFile {
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw settingError(name, `${path} cannot be read as JSON.`, cause)
  }
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

type Issue = { path: PropertyKey[]; message: string; code: string; keys?: string[] }

function mistake(path: string, issue: Issue | undefined) {
  const place = (issue?.path ?? []).map(String).join('.')
  const [unknown] = issue?.keys ?? []
  if (issue?.code === 'unrecognized_keys') {
    return settingError(name, `${path}: "${unknown}"${place ? ` in ${place}` : ''} is not known here.`)
  }
  return settingError(name, `${path}: ${place || 'the file'} is not valid: ${issue?.message ?? 'see docs/api.md'}.`)
}
