import { Check } from 'lucide-react'
import { MenuItem, MenuLabel } from '@/components/ui/dropdown-menu'
import { ShallowLink } from '@/components/ui/shallow-link'
import type { View } from '@/lib/contract/views'
import { viewHref } from './views.model'

type Props = { views: View[] | undefined; trouble: string | null; current: string | null; app: string | null }

/** The views as links, so that one can be opened in another tab or copied. */
export function ViewItems({ views, trouble, current, app }: Props) {
  if (!views) return <MenuLabel>{trouble ?? 'Loading the views…'}</MenuLabel>
  const saved = views.filter(({ builtIn }) => !builtIn)
  const items = (some: View[]) =>
    some.map((view) => (
      <MenuItem key={view.id} asChild>
        <ShallowLink href={viewHref(view, app)} aria-current={view.id === current ? 'true' : undefined}>
          <Check size={14} aria-hidden="true" className={view.id === current ? 'shrink-0' : 'invisible shrink-0'} />
          <bdi className="min-w-0 truncate">{view.name}</bdi>
        </ShallowLink>
      </MenuItem>
    ))
  return (
    <div className="max-h-[min(420px,50dvh)] overflow-y-auto">
      <MenuLabel>Built in</MenuLabel>
      {items(views.filter(({ builtIn }) => builtIn))}
      {saved.length > 0 && <MenuLabel>Saved</MenuLabel>}
      {items(saved)}
    </div>
  )
}
