import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="pt-[16dvh]">
      <EmptyState
        level={1}
        title="There is no such page"
        actions={
          <>
            <Button asChild>
              <Link href="/">Overview</Link>
            </Button>
            <Button asChild>
              <Link href="/tasks">Tasks</Link>
            </Button>
          </>
        }
      >
        The address may be mistyped, or from another version of the dashboard.
      </EmptyState>
    </main>
  )
}
