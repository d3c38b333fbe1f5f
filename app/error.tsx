'use client'

import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => console.error(error), [error])
  return (
    <main className="pt-[16dvh]">
      <EmptyState
        level={1}
        title="This page failed while it was drawn"
        actions={
          <>
            <Button onClick={retry}>Try again</Button>
            <Button look="quiet" onClick={() => window.location.assign('/')}>
              Overview
            </Button>
          </>
        }
      >
        <p>
          Your tasks and results are not touched. If it comes back, the browser’s console has the details
          {error.digest && (
            <>
              , and the server’s log has them under <code className="font-mono text-small">{error.digest}</code>
            </>
          )}
          .
        </p>
      </EmptyState>
    </main>
  )
}
