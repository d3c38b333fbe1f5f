'use client'

import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { toasterListens } from './toast'

export function Toaster() {
  // Effects of children run first, so the toaster below listens by then.
  useEffect(() => toasterListens(toast), [])
  return (
    <Sonner
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
  )
}
