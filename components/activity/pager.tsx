import { Button } from '@/components/ui/button'
import { ShallowLink } from '@/components/ui/shallow-link'
import { useFilterHref } from './activity-filters'

/** The way to older lines, and back to the newest. Nothing where all stand on one page. */
export function Pager({ cursor, next }: { cursor: string | null; next: string | null }) {
  const hrefWith = useFilterHref()
  if (next === null && cursor === null) return null
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 py-4">
      {cursor !== null && (
        <Button asChild>
          <ShallowLink href={hrefWith({})}>Newest</ShallowLink>
        </Button>
      )}
      {next !== null && (
        <Button asChild>
          <ShallowLink href={hrefWith({ cursor: next })}>Older</ShallowLink>
        </Button>
      )}
    </nav>
  )
}
