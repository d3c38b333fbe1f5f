import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata = { title: 'Not found' }

/** Plain links: this page is part of what every page ships, and nobody is in a hurry here. */
export default function NotFound() {
  return (
    <main className="pt-[16dvh]">
      <EmptyState
        level={1}
        title="There is no such page"
        actions={
          <>
            <Button asChild>
              <a href="/">Overview</a>
            </Button>
            <Button asChild>
              <a href="/tasks">Tasks</a>
            </Button>
          </>
        }
      >
        The address may be mistyped, or from another version of the dashboard.
      </EmptyState>
    </main>
  )
}
