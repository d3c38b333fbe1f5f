'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleHelp } from 'lucide-react'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Kbd } from '@/components/ui/kbd'
import { groupShortcuts } from '@/lib/client/keyboard.model'
import { featuresQuery } from '@/lib/client/queries/features'
import { useApp } from '@/lib/client/use-app'
import { useModKey } from '@/lib/client/use-mod-key'
import { useRegisteredShortcuts, useShortcuts } from '@/lib/client/use-shortcuts'

/** The keys that work on this page, told by those who own them. */
export function HelpButton() {
  const [open, setOpen] = useState(false)
  const shortcuts = useRegisteredShortcuts()
  const mod = useModKey()
  const features = useQuery(featuresQuery(useApp()))
  useShortcuts([{ keys: '?', label: 'Show this help', group: 'Everywhere', run: () => setOpen(true) }])
  return (
    <>
      <IconButton label="Help and shortcuts" shortcut="?" onClick={() => setOpen(true)}>
        <CircleHelp size={16} aria-hidden="true" />
      </IconButton>
      <Dialog open={open} onOpenChange={setOpen} title="Keyboard shortcuts" width="wide">
        <div className="gap-8 sm:columns-2">
          {groupShortcuts(shortcuts).map((group) => (
            <section key={group.group} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 font-semibold text-small">{group.group}</h3>
              <dl>
                {group.shortcuts.map(({ keys, label }) => (
                  <div key={label} className="flex items-center justify-between gap-4 border-line border-b py-1.5">
                    <dt>{label}</dt>
                    <dd className="shrink-0">
                      <Kbd>{keys.replace('Escape', 'Esc').replace('Ctrl+', `${mod} `)}</Kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        {features.data && <p className="text-muted text-small">Tombstone {features.data.version}</p>}
      </Dialog>
    </>
  )
}
