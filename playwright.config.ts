import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { freePort } from './e2e/free-port'

// The configuration is read by the runner and by each of its workers; they all have to speak of the same server.
process.env.E2E_PORT ??= String(await freePort())
// Journeys put results of their own into the bucket. A demo that runs already tells the port of its emulator here.
process.env.E2E_EMULATOR_PORT ??= String(await freePort())
const ownServer = `http://127.0.0.1:${process.env.E2E_PORT}`
const baseURL = process.env.E2E_BASE_URL || ownServer

const chromium = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((file) => file && existsSync(file))
const asRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'e2e/journeys',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // One demo serves all journeys, and they change what is in it.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Asia/Kathmandu',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          executablePath: chromium,
          // Chromium refuses a sandbox to root; and it should speak to nobody but the demo.
          args: [
            ...(asRoot ? ['--no-sandbox'] : []),
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-default-apps',
            '--disable-domain-reliability',
            '--disable-sync',
            '--no-first-run',
            '--no-pings',
          ],
        },
      },
    },
  ],
  webServer: process.env.E2E_BASE_URL
    ? undefined
    : {
        command: 'node --import tsx demo/main.ts',
        url: `${ownServer}/api/v1/health`,
        env: {
          PORT: process.env.E2E_PORT,
          DEMO_EMULATOR_PORT: process.env.E2E_EMULATOR_PORT,
          DEMO_RESULTS: '600',
          DEMO_RATE: '1',
          DEMO_SEED: '7',
          // Long enough to undo, short enough to see the end.
          FORGET_GRACE_SECONDS: '6',
        },
        timeout: 300_000,
        // The demo ends what it has started; a kill would leave that behind.
        gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
        stdout: 'ignore',
        stderr: 'pipe',
      },
})
