import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['{lib,components,app,demo,bench}/**/*.test.{ts,tsx}'],
    // A zone with a 45-minute offset: code that forgets the zone fails here, on every machine.
    env: { TZ: 'Asia/Kathmandu' },
    globalSetup: 'lib/db/testing-postgresql.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
