'use client'

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { copyText } from '@/components/ui/copy-text'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { useRequestSweep } from '@/lib/client/mutations/request-sweep'
import { featuresQuery } from '@/lib/client/queries/features'
import { refreshPause } from '@/lib/client/refresh-pause'
import { theme } from '@/lib/client/theme'
import { useRegisteredShortcuts } from '@/lib/client/use-shortcuts'
import { type PaletteAction, paletteActions, screenKeys } from './actions.model'

export function usePaletteActions(app: string | null, onSend: () => void) {
  const features = useQuery(featuresQuery(app)).data
  const shortcuts = useRegisteredShortcuts()
  const chosen = useSyncExternalStore(theme.subscribe, theme.get, () => 'system' as const)
  const paused = useSyncExternalStore(refreshPause.subscribe, refreshPause.get, () => false)
  const sweep = useRequestSweep(app)
  const actions = paletteActions(features, shortcuts, { theme: chosen, paused })

  const perform: Record<PaletteAction['name'], () => unknown> = {
    send: onSend,
    sweep: () =>
      sweep.mutate(undefined, {
        onSuccess: () => toast.success('Sweep asked for', { description: 'It begins within seconds.' }),
        onError: (error) => toast.error('No sweep', { description: errorSentence(error) }),
      }),
    export: () => shortcuts.findLast(({ keys }) => keys === screenKeys.export)?.run(),
    help: () => shortcuts.findLast(({ keys }) => keys === screenKeys.help)?.run(),
    link: async () => {
      if (await copyText(window.location.href)) toast.success('Link copied')
      else toast.error('The browser refuses the clipboard.')
    },
    pause: () => {
      refreshPause.set(!paused)
      toast.success(paused ? 'Live updates resumed' : 'Live updates paused in this browser')
    },
    'theme-light': () => theme.set('light'),
    'theme-dark': () => theme.set('dark'),
    'theme-system': () => theme.set('system'),
  }
  const run = (name: PaletteAction['name']) => {
    const refusal = actions.find((action) => action.name === name)?.refusal
    if (refusal) toast.message(refusal)
    else perform[name]()
  }
  return { actions, run }
}
