import type { AwsOptions } from '@/lib/aws/options'

export const benchBucket = 'bench'
export const benchPrefix = 'shop/'

/** What S3 takes, within a region, to list 1,000 keys and to delete as many. */
export const listLatencyMs = 100
export const deleteLatencyMs = 300

export function benchAws(port: number): AwsOptions {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  return { region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, credentials }
}

/** What can be asked of `npm run bench` by environment variables. */
export const benchSettings = {
  objects: Number(process.env.BENCH_OBJECTS ?? 20_000),
  concurrency: Number(process.env.BENCH_CONCURRENCY ?? 32),
  /** How often each measurement is repeated; the median counts. */
  rounds: Number(process.env.BENCH_ROUNDS ?? 3),
  /** `sqlite`, `postgresql`, or both. */
  databases: (process.env.BENCH_DATABASES ?? 'sqlite,postgresql').split(','),
  /**
   * What is measured: `sync` (indexing and sweeping), `api` (answers at many results), `bulk` (forgetting), `together`
   * (answers during a cold index), or several. `large`, only where it is asked for: one long run with all of it.
   */
  parts: (process.env.BENCH_PARTS ?? 'sync,api,bulk,together').split(','),
  /** Indexed results for the part `api`. */
  results: Number(process.env.BENCH_RESULTS ?? 200_000),
  /** How many times fewer results the API is compared with. */
  resultsRatio: Number(process.env.BENCH_RESULTS_RATIO ?? 100),
  /** When the part `large` stops indexing, complete or not. */
  minutes: Number(process.env.BENCH_MINUTES ?? 120),
  /** How often each request is timed. */
  requests: Number(process.env.BENCH_REQUESTS ?? 60),
  /** Profiles every measurement, not only those that miss their goal. */
  profile: process.env.BENCH_PROFILE === 'true',
}
