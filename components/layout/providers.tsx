'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Toaster } from 'sonner'
import { HintLayer } from '@/components/ui/hint-layer'
import { getQueryClient } from '@/lib/client/query-client'
import { Appearance } from './appearance'

export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={getQueryClient()}>
      <Appearance />
      {children}
      <HintLayer />
      <Toaster
        position="bottom-right"
        gap={8}
        mobileOffset={{ bottom: 72 }}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-full items-start gap-3 rounded border border-line bg-raised px-3 py-2.5 text-fg text-list shadow-float',
            content: 'min-w-0 flex-1 break-words',
            title: 'font-semibold',
            description: 'text-muted',
            actionButton: 'shrink-0 font-semibold text-accent hover:underline',
            closeButton: 'text-muted',
            error: 'border-danger',
          },
        }}
      />
    </QueryClientProvider>
  )
}
