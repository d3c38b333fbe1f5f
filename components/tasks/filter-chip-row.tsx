import { InertText } from '@/components/json/inert-text'
import { Chip } from '@/components/ui/chip'
import { ShallowLink } from '@/components/ui/shallow-link'
import type { TaskSearch } from '@/lib/client/task-search'
import { clearedHref, filterChips } from './filter-chips.model'

export function FilterChipRow({ search }: { search: TaskSearch }) {
  const chips = filterChips(search)
  if (chips.length === 0) return null
  return (
    <ul aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-1.5">
      {chips.map(({ key, label, value, removeHref }) => (
        <li key={key} className="min-w-0 max-w-full sm:max-w-96">
          <Chip label={label} removeHref={removeHref} removeLabel={`Remove ${label} ${value}`}>
            <InertText text={value} oneLine />
          </Chip>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <ShallowLink
            href={clearedHref(search)}
            className="rounded px-1.5 py-1 text-list text-muted hover:bg-hover hover:text-fg"
          >
            Clear
          </ShallowLink>
        </li>
      )}
    </ul>
  )
}
