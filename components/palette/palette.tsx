'use client'

import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { SendDialog } from '@/components/task/send-dialog'
import { useApp } from '@/lib/client/use-app'
import type { PaletteItem } from './palette.model'
import { PaletteRows } from './palette-rows'
import { palette } from './palette-state'
import { rememberRecent } from './recent'
import { usePaletteActions } from './use-palette-actions'
import { usePaletteGroups } from './use-palette-groups'

type Props = { open: boolean; typed: string; onType: (text: string) => void }

/** Goes anywhere and does anything by name. */
export function Palette({ open, typed, onType }: Props) {
  const app = useApp()
  const router = useRouter()
  const [sending, setSending] = useState(false)
  const { actions, run } = usePaletteActions(app, () => setSending(true))
  /** Done when the palette has closed and the focus is back: what it opens takes the focus from there. */
  const chosen = useRef<(() => void) | null>(null)

  const choose = ({ id, label, note, target }: PaletteItem) => {
    if (target.kind === 'go') {
      // The screens and the search are always there.
      if (id !== 'search' && !id.startsWith('screen ')) rememberRecent(app, { label, note, href: target.href })
      chosen.current = () => router.push(target.href)
    } else chosen.current = () => run(target.action)
    palette.hide()
  }
  return (
    <>
      <Dialog.Root open={open} onOpenChange={(next) => next || palette.hide()}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
          <Dialog.Content
            data-modal=""
            aria-describedby={undefined}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              palette.giveFocusBack()
              onType('')
              const then = chosen.current
              chosen.current = null
              then?.()
            }}
            className="fixed top-[10dvh] left-1/2 z-50 flex max-h-[min(560px,80dvh)] w-[calc(100vw-32px)] max-w-[640px] -translate-x-1/2 flex-col overflow-hidden rounded border border-line bg-raised shadow-float outline-none max-md:top-0 max-md:max-h-[70dvh] max-md:w-full max-md:rounded-t-none"
          >
            <Dialog.Title className="sr-only">Command palette</Dialog.Title>
            <PaletteBody app={app} typed={typed} onType={onType} actions={actions} onChoose={choose} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      <SendDialog app={app} open={sending} onOpenChange={setSending} />
    </>
  )
}

export default Palette

type BodyProps = Pick<Props, 'typed' | 'onType'> & {
  app: string | null
  actions: ReturnType<typeof usePaletteActions>['actions']
  onChoose: (item: PaletteItem) => void
}

function PaletteBody({ app, typed, onType, actions, onChoose }: BodyProps) {
  const { groups, trouble } = usePaletteGroups(app, typed, actions)
  const [value, setValue] = useState('')
  const moved = useRef(false)
  const first = groups[0]?.items[0]?.id ?? ''
  // What arrives late may stand above; the first row stays the chosen one until somebody has moved.
  useEffect(() => {
    if (!moved.current) setValue(first)
  }, [first])
  const move = () => {
    moved.current = true
  }
  return (
    <Command
      label="Command palette"
      shouldFilter={false}
      vimBindings={false}
      loop
      value={value}
      onValueChange={setValue}
      onPointerMove={move}
      onKeyDown={(event) => {
        if (/^(Arrow|Home|End)/.test(event.key)) move()
        if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
          event.preventDefault()
          palette.hide()
        }
      }}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        autoFocus
        value={typed}
        onValueChange={(text) => {
          moved.current = false
          onType(text)
        }}
        maxLength={1000}
        placeholder="Task id, type, queue, worker, view or action"
        enterKeyHint="go"
        className="h-12 w-full shrink-0 border-line border-b bg-transparent px-4 text-[16px] outline-none placeholder:text-faint"
      />
      <Command.List label="Results" className="min-h-0 flex-1 scroll-py-8 overflow-y-auto p-1">
        <PaletteRows groups={groups} onChoose={onChoose} />
      </Command.List>
      <p role="status" className="shrink-0 px-4 text-small text-warn empty:hidden [&:not(:empty)]:py-2">
        {trouble}
      </p>
    </Command>
  )
}
