'use client'

import { useEffect } from 'react'
import { Appearance } from '@/components/layout/appearance'
import { FailedPage } from '@/components/layout/failed-page'
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
        <FailedPage
          title="The dashboard failed while it was drawn"
          onRetry={retry}
          other={{ label: 'Reload', onClick: () => window.location.reload() }}
        >
          Your tasks and results are not touched.
          {error.digest && ` The server’s log has the details under ${error.digest}.`}
        </FailedPage>
      </body>
    </html>
  )
}
