import { defineConfig } from 'vitest/config'

const all = '{lib,components,app,demo,bench}/**/*.test.{ts,tsx}'
/** `npm run test:faults` runs these in full: thousands of seeds, tens of thousands of objects. */
const faults =
  '{lib,bench}/**/{simulation,simulation-databases,killed-*,faulty-s3,faulty-forget,event-crashes,database-faults}.test.ts'

export default defineConfig(({ mode }) => ({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: [mode === 'faults' ? faults : all],
    // Fault tests wait more than they compute: for stalls, leases and processes that start.
    ...(mode === 'faults' ? { maxWorkers: 3 } : {}),
    // A zone with a 45-minute offset: code that forgets the zone fails here, on every machine.
    env: { TZ: 'Asia/Kathmandu', NODE_ENV: 'test', FAULT_TESTS: mode === 'faults' ? 'full' : 'short' },
    globalSetup: 'lib/db/testing-postgresql.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
}))
