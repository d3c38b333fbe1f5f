import { defineConfig } from 'vitest/config'
import base from './vitest.config'

/** `npm run test:faults`: the fault tests of `npm test` in full, with thousands of seeds and tens of thousands of objects. */
const faults = '{lib,bench}/**/{simulation,simulation-databases,killed-sweep,faulty-s3}.test.ts'

export default defineConfig({
  ...base,
  test: { ...base.test, env: { ...base.test?.env, FAULT_TESTS: 'full' }, include: [faults] },
})
