'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { DropdownMenu, MenuChoice } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { theme, themes } from '@/lib/client/theme'

const icons = { system: Monitor, light: Sun, dark: Moon }
const labels = { system: 'As the system', light: 'Light', dark: 'Dark' }

export function ThemeMenu() {
  const chosen = useSyncExternalStore(theme.subscribe, theme.get, () => 'system' as const)
  const Icon = icons[chosen]
  return (
    <DropdownMenu
      side="top"
      trigger={
        <IconButton label="Theme">
          <Icon size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuChoice
        value={chosen}
        onChange={(value) => theme.set(themes.find((known) => known === value) ?? 'system')}
        options={themes.map((value) => ({ value, label: labels[value] }))}
      />
    </DropdownMenu>
  )
}
