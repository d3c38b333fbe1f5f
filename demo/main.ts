import { buildIfNeeded } from './build'
import { bucket } from './cloud'
import { checkPort, startDashboard } from './dashboard'
import { readDemoSettings } from './settings'
import { startShop } from './shop'

/**
 * `npm run demo`: a shop that does not exist, on an emulated S3 and SQS, and the dashboard looking at it. Nothing is kept:
 * each run starts with the same seven days. Ctrl-C ends everything that was started here.
 */
async function demo(): Promise<void> {
  const settings = readDemoSettings()
  const address = { host: process.env.HOST || '127.0.0.1', port: Number(process.env.PORT || 3000) }
  await checkPort(address)
  await buildIfNeeded(console.log)
  const shop = await startShop(settings)
  console.log(`${shop.objects.toLocaleString('en')} results of the last seven days lie in s3://${bucket} (emulated).`)
  const dashboard = await startDashboard(shop.environment, address, shop.storageDays)
  console.log(`\n  The demo is at http://${address.host}:${address.port}   (Ctrl-C ends it; nothing is kept)\n`)
  await Promise.race([shop.running, dashboard.ended])
  throw new Error('The demo has ended.')
}

// Emulator and dashboard watch this process and end with it, on every way out.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0))
demo().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
