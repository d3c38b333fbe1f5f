'use client'

import { useEffect, useRef, useState } from 'react'
import { resendMany } from '@/lib/client/mutations/queue-actions'
import type { ResendOutcome } from '@/lib/contract/queue-actions'
import { afterCall, type ManyRun, type ManyWish, nextCount, startRun } from './send-many.model'

/**
 * Asks for messages to be sent back call by call, until as many were sent as wished, nothing more comes, or it is stopped.
 * A stop, and leaving the page, waits for the call that runs: its outcomes must not be lost.
 */
export function useSendMany(app: string | null, queueName: string, onOutcomes: (items: ResendOutcome[]) => void) {
  const [run, setRun] = useState<ManyRun | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [stopping, setStopping] = useState(false)
  const stopped = useRef(false)
  useEffect(() => {
    stopped.current = false
    return () => {
      stopped.current = true
    }
  }, [])

  async function start(wish: ManyWish) {
    let current = startRun(wish)
    const { name, to, perSecond, withoutExpiry, reason } = wish
    const options = {
      name: name || undefined,
      to: to || undefined,
      perSecond: perSecond ?? undefined,
      withoutExpiry: withoutExpiry || undefined,
      reason: reason || undefined,
    }
    setError(null)
    setRun(current)
    try {
      while (current.end === null) {
        const answer = await resendMany(app, queueName, { atMost: nextCount(current), ...options })
        current = afterCall(current, answer, stopped.current)
        setRun(current)
        onOutcomes(answer.items)
      }
    } catch (thrown) {
      setError(thrown)
      setRun(current.sent > 0 ? { ...current, end: 'Broken off.' } : null)
    }
  }

  function stop() {
    stopped.current = true
    setStopping(true)
  }

  return { run, error, start, stop, stopping }
}
