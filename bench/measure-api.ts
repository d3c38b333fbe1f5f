import type { ApiRequest } from './api-requests'

export type Timed = { title: string; p50: number; p95: number; max: number; bytes: number; taken: number[] }

const warmUps = 5

/** Asks for the same path many times, one after the other, as one person does. Milliseconds from request to last byte. */
export async function timeRequest(url: string, { title, path }: ApiRequest, times: number): Promise<Timed> {
  const taken: number[] = []
  let bytes = 0
  for (let round = -warmUps; round < times; round += 1) {
    const startedMs = performance.now()
    const answer = await fetch(`${url}${path}`)
    const body = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${body.slice(0, 300)}`)
    if (round >= 0) taken.push(performance.now() - startedMs)
    bytes = body.length
  }
  return { title, p50: rank(taken, 0.5), p95: rank(taken, 0.95), max: rank(taken, 1), bytes, taken }
}

/** The value that this share of the values do not exceed. */
export function rank(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}
