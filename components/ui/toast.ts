import type { ExternalToast, toast as SonnerToast } from 'sonner'
import { later } from '@/lib/client/later'

export const toasterPart = later(() => import('./toaster'))

type Title = Parameters<typeof SonnerToast>[0]
type Show = (show: typeof SonnerToast) => void
let waiting: Show[] = []
let show: typeof SonnerToast | null = null

/** The toaster listens now: what was said before it came is shown. */
export function toasterListens(through: typeof SonnerToast): void {
  show = through
  for (const say of waiting) say(through)
  waiting = []
}

function whenListening(say: Show): void {
  if (show) say(show)
  else {
    waiting.push(say)
    void toasterPart.load()
  }
}

/** A message in the corner of the page. The first one may wait a moment for the code that shows it. */
export const toast = {
  success: (title: Title, options?: ExternalToast) => whenListening((on) => on.success(title, options)),
  error: (title: Title, options?: ExternalToast) => whenListening((on) => on.error(title, options)),
  message: (title: Title, options?: ExternalToast) => whenListening((on) => on.message(title, options)),
}
