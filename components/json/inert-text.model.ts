/** A run of ordinary text, or something invisible or dangerous made visible: `show` is drawn, `name` explains it. */
export type InertSegment = { kind: 'text'; text: string } | { kind: 'mark'; show: string; name: string }

/** The standard's abbreviations: the pictures Unicode has for controls are missing from many fonts. */
const c0 =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  )

const named: Record<number, [show: string, name: string]> = {
  127: ['␡', 'delete'],
  173: ['SHY', 'soft hyphen'],
  1564: ['ALM', 'Arabic letter mark'],
  6158: ['MVS', 'Mongolian vowel separator'],
  8203: ['ZWSP', 'zero-width space'],
  8206: ['LRM', 'left-to-right mark'],
  8207: ['RLM', 'right-to-left mark'],
  8232: ['LSEP', 'line separator'],
  8233: ['PSEP', 'paragraph separator'],
  8234: ['LRE', 'left-to-right embedding'],
  8235: ['RLE', 'right-to-left embedding'],
  8236: ['PDF', 'pop directional formatting'],
  8237: ['LRO', 'left-to-right override'],
  8238: ['RLO', 'right-to-left override'],
  8288: ['WJ', 'word joiner'],
  8294: ['LRI', 'left-to-right isolate'],
  8295: ['RLI', 'right-to-left isolate'],
  8296: ['FSI', 'first strong isolate'],
  8297: ['PDI', 'pop directional isolate'],
  12644: ['HF', 'Hangul filler'],
  65279: ['BOM', 'byte order mark'],
}

/**
 * Everything that would otherwise act on the screen or hide: C0 and C1 controls, whole ANSI sequences, bidirectional
 * controls, invisible spaces, lone surrogates, tag characters, and combining marks stacked beyond what any language
 * uses. Zero-width joiners stay: emoji and Persian need them.
 */
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\u3164\ufeff]|(?<=\p{M}{8})\p{M}+|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u{e0000}-\u{e007f}]+/gu

/**
 * Cuts text into what may be drawn as it is and what must be drawn as a mark. Line feeds and tabs stay text unless
 * `oneLine` asks for marks, as a list or a tree row does.
 */
export function inertSegments(text: string, options: { oneLine?: boolean } = {}): InertSegment[] {
  const segments: InertSegment[] = []
  let from = 0
  for (const match of marks(text, options.oneLine ?? false)) {
    if (match.at > from) segments.push({ kind: 'text', text: text.slice(from, match.at) })
    segments.push({ kind: 'mark', show: match.show, name: match.name })
    from = match.at + match.length
  }
  if (from < text.length) segments.push({ kind: 'text', text: text.slice(from) })
  return segments
}

type Mark = { at: number; length: number; show: string; name: string }

function marks(text: string, oneLine: boolean): Mark[] {
  const found: Mark[] = []
  for (const match of text.matchAll(suspicious))
    found.push({ at: match.index, length: match[0].length, ...nameOf(match[0]) })
  if (!oneLine) return found
  for (const match of text.matchAll(/[\n\t]/g)) {
    const show = match[0] === '\n' ? '↵' : '⇥'
    found.push({ at: match.index, length: 1, show, name: match[0] === '\n' ? 'line feed' : 'tab' })
  }
  return found.sort((a, b) => a.at - b.at)
}

function nameOf(found: string): { show: string; name: string } {
  const code = found.codePointAt(0) ?? 0
  if (found.length > 1 && code === 0x1b)
    return { show: `ESC${printable(found.slice(1))}`, name: 'ANSI escape sequence' }
  if (code < 0x20) return { show: c0[code] ?? '', name: `control character ${code}` }
  const known = named[code]
  if (known) return { show: known[0], name: known[1] }
  if (code >= 0xd800 && code <= 0xdfff) return { show: `\\u${code.toString(16)}`, name: 'lone surrogate' }
  if (code >= 0xe0000) return { show: 'TAGS', name: `${found.length / 2} invisible tag characters` }
  if (code < 0xa0) return { show: `\\x${code.toString(16)}`, name: 'control character' }
  return { show: `+${[...found].length}`, name: `${[...found].length} more combining marks` }
}

function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the end of an escape sequence may be a control character.
  return text.replace(/[\u0000-\u001f]/g, (c) => c0[c.charCodeAt(0)] ?? '')
}
