'use client'

import { later, useLater } from '@/lib/client/later'
import type { DialogProps } from './dialog-frame'

const framePart = later(() => import('./dialog-frame'))

/** A window above the page, whose code comes later than the page. */
export function Dialog(props: DialogProps) {
  const Frame = useLater(framePart, props.open)?.DialogFrame
  return Frame ? <Frame {...props} /> : null
}
