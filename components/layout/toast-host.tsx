'use client'

import { toasterPart } from '@/components/ui/toast'
import { useLater } from '@/lib/client/later'

/** Where messages appear, from the moment there can be one. */
export function ToastHost() {
  const Toaster = useLater(toasterPart)?.Toaster
  return Toaster ? <Toaster /> : null
}
