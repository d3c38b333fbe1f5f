import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { beforePaint } from '@/components/layout/before-paint'
import { Providers } from '@/components/layout/providers'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Tombstone', template: '%s · Tombstone' },
  description: 'Celery on Amazon SQS with results in S3',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script in the head sets attributes of this element before React sees it.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; it must run before the first paint. */}
        <script dangerouslySetInnerHTML={{ __html: beforePaint }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
