'use client'

import { useEffect, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { fetchStream } from '@/lib/client/fetch-json'
import type { TaskSearch } from '@/lib/client/task-search'
import { type ExportFormat, type ExportProgress, exportFormats, exportParams, fileNameOf } from './export.model'
import { runExport } from './run-export'
import { openSink } from './sinks'

export type ExportPhase =
  | { kind: 'ready' }
  | { kind: 'running'; progress: ExportProgress }
  | { kind: 'done'; progress: ExportProgress; fileName: string }
  | { kind: 'failed'; progress: ExportProgress; sentence: string }

const nothing: ExportProgress = { rows: 0, bytes: 0, total: null }
const showEveryMs = 100

/** One export at a time. Leaving the page cancels it, and then nothing is saved. */
export function useExport(search: TaskSearch) {
  const [phase, setPhase] = useState<ExportPhase>({ kind: 'ready' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async (format: ExportFormat) => {
    const { type, extension } = exportFormats[format]
    const nowMs = Date.now()
    const fileName = fileNameOf(format, nowMs)
    const controller = new AbortController()
    running.current = controller
    let progress = nothing
    let shownAt = 0
    try {
      const sink = await openSink(fileName, type, extension)
      if (!sink) return
      setPhase({ kind: 'running', progress })
      const response = await fetchStream({
        path: '/export',
        params: exportParams(search, format, nowMs),
        signal: controller.signal,
      }).catch(async (error) => {
        await sink.discard().catch(() => {})
        throw error
      })
      const done = await runExport(response, format, sink, (now) => {
        progress = now
        if (performance.now() - shownAt < showEveryMs) return
        shownAt = performance.now()
        setPhase({ kind: 'running', progress })
      })
      setPhase({ kind: 'done', progress: done, fileName })
    } catch (error) {
      const broken = error instanceof TypeError ? 'The connection broke off.' : errorSentence(error)
      if (controller.signal.aborted) {
        setPhase({ kind: 'ready' })
        toast.message('Export cancelled', { description: 'Nothing was saved.' })
      } else setPhase({ kind: 'failed', progress, sentence: broken })
    }
  }
  return {
    phase,
    start,
    cancel: () => running.current?.abort(),
    reset: () => setPhase({ kind: 'ready' }),
  }
}
