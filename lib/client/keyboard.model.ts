export type Shortcut = {
  /** One key as KeyboardEvent.key names it ("j", "?", "Enter"), a sequence with a space between ("g t"), or "Ctrl+K". */
  keys: string
  label: string
  /** Heading under which the help dialog lists it. */
  group: string
  /** Returning false hands the key on to whoever registered it before. */
  run: () => unknown
}

export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'defaultPrevented'
>

/** The one combination that is ours, with the Command key on a Mac. It works while somebody types, too. */
export const paletteKey = 'Ctrl+K'

/**
 * The name of a pressed key, or null where it is none of our business: a combination, or half of a composed character. On a
 * keyboard that writes no Latin letters the place of the key counts, so that `j` works there too.
 */
export function keyName(press: KeyPress): string | null {
  if (isPaletteKey(press)) return paletteKey
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || press.defaultPrevented) return null
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1]
  if (letter && press.key.length === 1 && press.key.charCodeAt(0) > 127) return letter.toLowerCase()
  return press.key
}

function isPaletteKey({ key, code, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: KeyPress): boolean {
  const letter = key.toLowerCase() === 'k' || (code === 'KeyK' && key.charCodeAt(0) > 127)
  return letter && ctrlKey !== metaKey && !altKey && !shiftKey && !defaultPrevented
}

export type KeyStep = { kind: 'run'; candidates: Shortcut[] } | { kind: 'wait'; pending: string } | { kind: 'none' }

/** What a key means after `pending`, the first key of a sequence. Of several owners of a key the newest comes first. */
export function stepKey(shortcuts: Shortcut[], pending: string | null, key: string): KeyStep {
  const inSequence = pending === null ? [] : shortcuts.filter(({ keys }) => keys === `${pending} ${key}`)
  if (inSequence.length > 0) return { kind: 'run', candidates: inSequence.toReversed() }
  if (shortcuts.some(({ keys }) => keys.startsWith(`${key} `))) return { kind: 'wait', pending: key }
  const alone = shortcuts.filter(({ keys }) => keys === key)
  return alone.length > 0 ? { kind: 'run', candidates: alone.toReversed() } : { kind: 'none' }
}

/** For the help dialog: by group in order of first appearance, each key once. */
export function groupShortcuts(shortcuts: Shortcut[]): { group: string; shortcuts: Shortcut[] }[] {
  const groups = new Map<string, Map<string, Shortcut>>()
  for (const shortcut of shortcuts) {
    const known = groups.get(shortcut.group) ?? new Map<string, Shortcut>()
    groups.set(shortcut.group, known.set(shortcut.label, shortcut))
  }
  return [...groups].map(([group, known]) => ({ group, shortcuts: [...known.values()] }))
}
