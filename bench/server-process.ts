import { fork } from 'node:child_process'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { benchPrefix } from './settings'
import { syntheticBucket } from './synthetic-bucket'

export type BenchServer = {
  port: number
  /** How fast the server itself answers, so that it can be told from what is measured. */
  rate(): Promise<{ requestsPerSecond: number; cpuMsPerRequest: number }>
  stop(): void
}

/** Starts the synthetic S3 in a process of its own. */
export async function startBenchServer(objects: number, file = 'synthetic-s3.ts'): Promise<BenchServer> {
  const script = path.join(import.meta.dirname, file)
  const child = fork(script, [String(objects), benchPrefix], { execArgv: ['--import', 'tsx'] })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port))
    child.once('exit', (code) => reject(new Error(`The synthetic S3 server ended with ${code}.`)))
  })
  return { port, rate: () => measureRate(port, objects), stop: () => child.disconnect() }
}

const rateRequests = 10_000

async function measureRate(port: number, objects: number) {
  const bucket = syntheticBucket(objects, benchPrefix)
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const read = (url: string) =>
    new Promise<string>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path: url, agent }, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve(text))
      }).on('error', reject)
    })
  const cost = async (): Promise<{ requests: number; cpuMs: number }> => JSON.parse(await read('/-/cost'))

  const before = await cost()
  const startedMs = performance.now()
  let next = 0
  const worker = async () => {
    for (let number = next++; number < rateRequests; number = next++) {
      await read(`/bench/${bucket.key(number % objects)}`)
    }
  }
  await Promise.all(Array.from({ length: 32 }, worker))
  const seconds = (performance.now() - startedMs) / 1000
  const after = await cost()
  agent.destroy()
  return { requestsPerSecond: rateRequests / seconds, cpuMsPerRequest: (after.cpuMs - before.cpuMs) / rateRequests }
}
