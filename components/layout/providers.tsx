'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { getQueryClient } from '@/lib/client/query-client'
import { Appearance } from './appearance'
import { HintHost } from './hint-host'
import { ToastHost } from './toast-host'

export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={getQueryClient()}>
      <Appearance />
      {children}
      <HintHost />
      <ToastHost />
    </QueryClientProvider>
  )
}
