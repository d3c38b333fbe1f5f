import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Shares of the requests that go wrong, between 0 and 1; may be changed while the server runs. */
export type SyntheticFaults = {
  /** Answered with 503 SlowDown. */
  throttled: number
  /** The connection is reset before an answer. */
  reset: number
  /** The headers promise a whole body, and half of it comes. */
  truncated: number
  /** Nothing comes for `stallMs`. */
  stalled: number
  stallMs: number
  /** Before every answer. */
  latencyMs: number
  /** Where given, every request is noted there when it comes. */
  log?: { atMs: number; fault: Fault | null }[]
}

export const faultless: SyntheticFaults = {
  throttled: 0,
  reset: 0,
  truncated: 0,
  stalled: 0,
  stallMs: 30_000,
  latencyMs: 0,
}

export type Fault = 'throttled' | 'reset' | 'truncated' | 'stalled'

/** Which request goes wrong follows from its number: the same in every run, and spread as if by chance. */
function faultOf(faults: SyntheticFaults, number: number): Fault | null {
  let bits = Math.imul(number ^ 0x2545f491, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  let at = ((bits ^ (bits >>> 13)) >>> 0) / 2 ** 32
  for (const fault of ['throttled', 'reset', 'truncated', 'stalled'] as const) {
    if (at < faults[fault]) return fault
    at -= faults[fault]
  }
  return null
}

/** Answers, or does not, as the faults say. Resolves to false where nothing is left to be answered. */
export async function meetFaults(
  faults: SyntheticFaults,
  number: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const fault = faultOf(faults, number)
  faults.log?.push({ atMs: performance.now(), fault })
  if (faults.latencyMs > 0) await sleep(faults.latencyMs)
  switch (fault) {
    case 'throttled': {
      request.resume()
      const text = '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'
      response.writeHead(503, { 'content-type': 'application/xml', 'content-length': text.length }).end(text)
      return false
    }
    case 'reset':
      request.socket.resetAndDestroy()
      return false
    case 'truncated':
      cutBody(response)
      return true
    case 'stalled':
      await sleep(faults.stallMs)
      return !response.destroyed
    case null:
      return true
  }
}

/** What is written as the whole body goes out by half, and then the connection ends. */
function cutBody(response: ServerResponse): void {
  const end = response.end.bind(response)
  response.end = (body?: unknown) => {
    if (!(body instanceof Buffer) || body.length < 2) return end()
    response.write(body.subarray(0, body.length >> 1), () => response.destroy())
    return response
  }
}
