import type { ReactNode } from 'react'
import { PaletteHost } from '@/components/palette/palette-host'
import { BottomBar } from './bottom-bar'
import { DemoBanner } from './demo-banner'
import { FrameShortcuts } from './frame-shortcuts'
import { PhoneBar } from './phone-bar'
import { Rail } from './rail'

/**
 * What stands around every screen: rail or bars, and the notices that concern the whole dashboard. Without a Suspense
 * boundary between them: each would hydrate by itself, and what the rail has asked for by then would meet the markup of a
 * screen that the server made without knowing it. (None is needed: these pages are never prerendered.)
 */
export function Frame({ demo, readOnly, children }: { demo: boolean; readOnly: boolean; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only z-50 rounded bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <Rail readOnly={readOnly} />
      <FrameShortcuts />
      <PaletteHost />
      <div className="flex min-w-0 flex-1 flex-col max-md:pb-[calc(56px+env(safe-area-inset-bottom))]">
        {demo && <DemoBanner />}
        <PhoneBar readOnly={readOnly} />
        <main id="main" tabIndex={-1} className="w-full flex-1 px-6 pb-10 outline-none max-md:px-4">
          {children}
        </main>
      </div>
      <BottomBar />
    </div>
  )
}
