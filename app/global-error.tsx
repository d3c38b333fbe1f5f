'use client'

import { useEffect } from 'react'
import { Appearance } from '@/components/layout/appearance'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import './globals.css'

/** Stands in for the whole document when even its frame failed, so it brings its own. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => console.error(error), [error])
  return (
    <html lang="en">
      <head>
        <title>Tombstone failed</title>
      </head>
      <body>
        <Appearance />
        <main className="pt-[16dvh]">
          <EmptyState
            level={1}
            title="The dashboard failed while it was drawn"
            actions={
              <>
                <Button onClick={retry}>Try again</Button>
                <Button look="quiet" onClick={() => window.location.reload()}>
                  Reload
                </Button>
              </>
            }
          >
            Your tasks and results are not touched.
            {error.digest && ` The server’s log has the details under ${error.digest}.`}
          </EmptyState>
        </main>
      </body>
    </html>
  )
}
