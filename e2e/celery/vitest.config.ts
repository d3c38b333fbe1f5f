import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias: { '@': path.resolve(import.meta.dirname, '../..') } },
  test: {
    include: ['*.test.ts'],
    env: { TZ: 'Asia/Kathmandu' },
    // Each file has a worker and a dashboard of its own; two at a time would be too much for a small machine.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
})
