import { describeNode } from './describe-node'
import { PickleMachine } from './pickle-machine'
import { simplifyInstance } from './pickle-objects'
import { PickleFault } from './pickle-stack'
import type { PyNode } from './py-node'
import type { PyValue } from './py-value'
import type { SkimLimits } from './skim-limits'

export type ReadPickle =
  /** `cut`: fields of which a skimming reader left something out. */
  | { kind: 'parsed'; value: PyValue; cut: Set<string> }
  | { kind: 'problem'; code: 'bad_pickle' | 'too_deep' | 'too_large' | 'truncated'; message: string }

/**
 * Reads a pickle of protocol 0 to 5 into an inert description: plain data as JSON has it, dates, decimals and the like in
 * kombu's extension form, objects as `{"__type__": "object", "__value__": {"class", "module", "args", "state"?, ...}}`.
 * Nothing is looked up, called or evaluated. Never throws.
 */
export function readPickle(bytes: Uint8Array): ReadPickle {
  const reader = new PickleReader(null)
  reader.feed(bytes)
  return reader.finish()
}

/** The same for bytes that come in pieces; with limits, only the beginnings of large values are kept. */
export class PickleReader {
  readonly #machine: PickleMachine
  #fault: PickleFault | null = null

  constructor(skim: SkimLimits | null) {
    this.#machine = new PickleMachine(skim)
  }

  /** True when no further bytes are wanted. */
  feed(chunk: Uint8Array): boolean {
    if (this.#fault) return true
    try {
      return this.#machine.feed(chunk)
    } catch (error) {
      if (!(error instanceof PickleFault)) throw error
      this.#fault = error
      return true
    }
  }

  finish(): ReadPickle {
    if (this.#fault) {
      const message = `it holds ${this.#fault.message} (before byte ${this.#machine.position})`
      return { kind: 'problem', code: this.#fault.code, message }
    }
    const root = this.#machine.outcome
    if (!root) return { kind: 'problem', code: 'truncated', message: 'it ends before the pickle does' }
    return described(root)
  }
}

function described(root: PyNode): ReadPickle {
  const outcome = describeNode(root, { simplify: simplifyInstance })
  return outcome.kind === 'problem' ? outcome : { ...outcome, kind: 'parsed' }
}
