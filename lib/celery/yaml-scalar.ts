import { numberNode, type PyNode, pyFalse, pyNone, pyTrue, strNode } from './py-node'
import { floatText } from './py-value'
import { fromBase64 } from './text-bytes'

// PyYAML's implicit types (YAML 1.1), by its own patterns.
const boolPattern = /^(?:(yes|Yes|YES|true|True|TRUE|on|On|ON)|no|No|NO|false|False|FALSE|off|Off|OFF)$/
const nullPattern = /^(?:~|null|Null|NULL|)$/
const intPattern = /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*(?::[0-5]?[0-9])*)$/
const floatPattern =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/
const timestampPattern =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?)?$/

const mostSexagesimals = 10
/** In digits that are not decimal; turning them into decimal ones takes more than linear time. */
const longestInteger = 100_000

/** What an unquoted scalar means to Python's safe loader. */
export function plainScalar(text: string): PyNode {
  if (nullPattern.test(text)) return pyNone
  // Words, the most frequent, are told from numbers and dates by their first character.
  if (!/^[-+.0-9]/.test(text)) return boolNode(text) ?? strNode(text)
  return integerNode(text) ?? floatNode(text) ?? timestampNode(text) ?? strNode(text)
}

/** What a scalar with an explicit tag means; null where the tag is none of Python's safe ones, or the text does not fit. */
export function taggedScalar(tag: string, text: string): PyNode | null {
  switch (tag.replace(/^tag:yaml\.org,2002:/, '')) {
    case 'str':
      return strNode(text)
    case 'null':
      return pyNone
    case 'bool':
      return boolNode(text)
    case 'int':
      return integerNode(text)
    case 'float':
      return floatNode(text) ?? (integerNode(text) && numberNode(floatText(Number(text))))
    case 'timestamp':
      return timestampNode(text)
    case 'binary': {
      const value = fromBase64(text)
      return value && { kind: 'bytes', value }
    }
    default:
      return null
  }
}

function boolNode(text: string): PyNode | null {
  const match = boolPattern.exec(text)
  return match && (match[1] === undefined ? pyFalse : pyTrue)
}

function integerNode(text: string): PyNode | null {
  if (!intPattern.test(text)) return null
  const negative = text.startsWith('-')
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '')
  const magnitude = magnitudeOf(digits)
  return magnitude === null ? null : numberNode(negative && magnitude !== '0' ? `-${magnitude}` : magnitude)
}

function magnitudeOf(digits: string): string | null {
  if (/^[1-9][0-9]*$/.test(digits) || digits === '0') return digits
  if (digits.includes(':')) {
    const parts = digits.split(':')
    // Times and angles have three; multiplying a long number again and again would be quadratic.
    if (parts.length > mostSexagesimals) return null
    return String(parts.reduce((total, part) => total * 60n + BigInt(part), 0n))
  }
  if (digits.length > longestInteger) return null
  const octal = /^0([0-7]+)$/.exec(digits)
  const text = octal ? `0o${octal[1]}` : digits
  return /^0[box]./.test(text) ? String(BigInt(text)) : null
}

function floatNode(text: string): PyNode | null {
  if (!floatPattern.test(text)) return null
  const plain = text.replaceAll('_', '').toLowerCase()
  if (plain.endsWith('.nan')) return numberNode('NaN')
  if (plain.endsWith('.inf')) return numberNode(plain.startsWith('-') ? '-Infinity' : 'Infinity')
  const sign = plain.startsWith('-') ? -1 : 1
  const value = plain
    .replace(/^[-+]/, '')
    .split(':')
    .reduce((total, part) => total * 60 + Number(part), 0)
  return numberNode(floatText(sign * value))
}

function timestampNode(text: string): PyNode | null {
  const match = timestampPattern.exec(text)
  if (!match) return null
  const [, year = '', month = '', day = '', hour, minute = '', second = '', fraction = ''] = match
  // A date alone must have two digits for each.
  if (hour === undefined && (month.length < 2 || day.length < 2)) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (hour === undefined) return { kind: 'typed', type: 'date', value: strNode(date) }
  const micros = fraction.slice(0, 6).padEnd(6, '0')
  const time = `${hour.padStart(2, '0')}:${minute}:${second}${micros === '000000' ? '' : `.${micros}`}`
  return { kind: 'typed', type: 'datetime', value: strNode(`${date}T${time}${zoneText(match)}`) }
}

function zoneText([, , , , , , , , zulu, sign, hours = '', minutes = '00']: RegExpExecArray): string {
  if (zulu) return '+00:00'
  return sign ? `${sign}${hours.padStart(2, '0')}:${minutes}` : ''
}
