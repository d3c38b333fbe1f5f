import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { StoredResult } from './stored-result'

type Recorded = { type: string; module: string; args: unknown[]; traceback: string | null }

const file = path.resolve(import.meta.dirname, '../../demo/failures.json')
const recorded: Record<string, Recorded> = JSON.parse(readFileSync(file, 'utf8'))

/** An exception as a real worker stored it (demo/recording/README.md). */
export function recordedFailure(name: string): Pick<StoredResult, 'state' | 'exception' | 'traceback'> {
  const exception = recorded[name]
  if (!exception) throw new Error(`No failure "${name}" is recorded.`)
  return { state: 'FAILURE', exception, traceback: exception.traceback }
}
