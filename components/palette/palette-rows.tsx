import { Command } from 'cmdk'
import { InertText } from '@/components/json/inert-text'
import { Kbd } from '@/components/ui/kbd'
import { StateMark } from '@/components/ui/state-mark'
import type { PaletteGroup, PaletteItem } from './palette.model'

const heading =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-small'

export function PaletteRows({ groups, onChoose }: { groups: PaletteGroup[]; onChoose: (item: PaletteItem) => void }) {
  return groups.map((group) => (
    <Command.Group key={group.heading} heading={group.heading} className={heading}>
      {group.items.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          onSelect={() => onChoose(item)}
          className="flex min-h-9 cursor-default select-none items-center gap-2 rounded-[4px] px-3 py-1 data-[selected=true]:bg-active max-md:min-h-11"
        >
          {item.state !== undefined && <StateMark state={item.state} />}
          <span className={item.state === undefined ? 'min-w-0 truncate' : 'min-w-0 truncate font-mono text-list'}>
            <InertText text={item.label} oneLine />
          </span>
          {item.state !== undefined && <span className="sr-only">{item.state}</span>}
          {item.note && (
            <span className="min-w-0 flex-1 truncate text-muted text-small">
              <InertText text={item.note} oneLine />
            </span>
          )}
          {item.keys && (
            <span className="ml-auto shrink-0 max-md:hidden">
              <Kbd>{item.keys}</Kbd>
            </span>
          )}
        </Command.Item>
      ))}
    </Command.Group>
  ))
}
