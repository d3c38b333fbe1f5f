import { useQuery } from '@tanstack/react-query'
import { Kbd } from '@/components/ui/kbd'
import { groupShortcuts } from '@/lib/client/keyboard.model'
import { featuresQuery } from '@/lib/client/queries/features'
import { useApp } from '@/lib/client/use-app'
import { useModKey } from '@/lib/client/use-mod-key'
import { useRegisteredShortcuts } from '@/lib/client/use-shortcuts'

/** The keys that work on this page, told by those who own them. */
export function ShortcutList() {
  const shortcuts = useRegisteredShortcuts()
  const mod = useModKey()
  const features = useQuery(featuresQuery(useApp()))
  return (
    <>
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
    </>
  )
}
