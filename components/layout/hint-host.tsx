'use client'

import { later, useLater } from '@/lib/client/later'

const layerPart = later(() => import('@/components/ui/hint-layer'))

/** Where hints appear: there is none before something was pointed at. */
export function HintHost() {
  const Layer = useLater(layerPart)?.HintLayer
  return Layer ? <Layer /> : null
}
