import type { Shortcut } from '@/lib/client/keyboard.model'
import type { Theme } from '@/lib/client/theme'
import type { Features } from '@/lib/contract/features'

export type PaletteAction = {
  name: 'send' | 'sweep' | 'export' | 'link' | 'pause' | 'help' | `theme-${Theme}`
  label: string
  note?: string
  keys?: string
  /** Why it cannot be done here; said when it is chosen. */
  refusal?: string
}

/** Keys of actions that the screen itself knows how to do. */
export const screenKeys = { export: 'e', help: '?' } as const

/** What can be done from here: what the screen registered keys for, and what works everywhere. */
export function paletteActions(
  features: Features | undefined,
  shortcuts: Pick<Shortcut, 'keys'>[],
  { theme, paused }: { theme: Theme; paused: boolean },
): PaletteAction[] {
  const has = (keys: string) => shortcuts.some((shortcut) => shortcut.keys === keys)
  const themes = (
    [
      ['light', 'Light theme'],
      ['dark', 'Dark theme'],
      ['system', 'Theme of the system'],
    ] as const
  ).filter(([name]) => name !== theme)
  const actions: (PaletteAction | false)[] = [
    { name: 'send', label: 'Send a task…', refusal: refusalOf(features?.actions.send) },
    { name: 'sweep', label: 'Sweep now', refusal: refusalOf(features?.actions.sync) },
    has(screenKeys.export) && { name: 'export', label: 'Export the list…', keys: screenKeys.export },
    { name: 'link', label: 'Copy the link to this page' },
    { name: 'pause', label: paused ? 'Resume live updates' : 'Pause live updates' },
    ...themes.map(([name, label]): PaletteAction => ({ name: `theme-${name}`, label })),
    has(screenKeys.help) && { name: 'help', label: 'Keyboard shortcuts', keys: screenKeys.help },
  ]
  return actions.filter((action) => action !== false)
}

function refusalOf(ability: { ok: boolean; reason: string | null } | undefined): string | undefined {
  return ability && !ability.ok ? (ability.reason ?? 'Not possible here.') : undefined
}
