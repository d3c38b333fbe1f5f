'use client'

import { useEffect } from 'react'
import { FailedPage } from '@/components/layout/failed-page'

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => console.error(error), [error])
  return (
    <FailedPage
      title="This page failed while it was drawn"
      onRetry={retry}
      other={{ label: 'Overview', onClick: () => window.location.assign('/') }}
    >
      Your tasks and results are not touched. If it comes back, the browser’s console has the details
      {error.digest && `, and the server’s log has them under ${error.digest}`}.
    </FailedPage>
  )
}
