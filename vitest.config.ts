import { defineConfig } from 'vitest/config'

const all = '{lib,components,app,demo,bench}/**/*.test.{ts,tsx}'
/** `npm run test:faults` runs these in full: thousands of seeds, tens of thousands of objects. */
const faults =
  '{lib,bench}/**/{simulation,simulation-databases,killed-sweep,faulty-s3,faulty-forget,killed-forget}.test.ts'

export default defineConfig(({ mode }) => ({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: [mode === 'faults' ? faults : all],
    // A zone with a 45-minute offset: code that forgets the zone fails here, on every machine.
    env: { TZ: 'Asia/Kathmandu', NODE_ENV: 'test', FAULT_TESTS: mode === 'faults' ? 'full' : 'short' },
    globalSetup: 'lib/db/testing-postgresql.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
}))
