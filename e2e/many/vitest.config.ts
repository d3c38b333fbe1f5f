import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias: { '@': path.resolve(import.meta.dirname, '../..') } },
  test: {
    include: ['*.test.ts'],
    env: { TZ: 'Asia/Kathmandu' },
    globalSetup: '../../lib/db/testing-postgresql.ts',
    // Each file has processes of its own, and a small machine has enough with those of one.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
