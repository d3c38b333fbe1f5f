import { readDemoSettings } from './settings'
import { startShop } from './shop'

/** `npx tsx demo/backend.ts`: the shop for a dashboard that is started by hand, `next dev` for one. */
const shop = await startShop({
  ...readDemoSettings(),
  emulatorPort: Number(process.env.DEMO_EMULATOR_PORT ?? 4566),
})
console.log(`# ${shop.objects} objects are in the bucket; workers are running. Ctrl-C ends it. For the dashboard:`)
for (const [name, value] of Object.entries(shop.environment)) console.log(`export ${name}='${value}'`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    shop.stop()
    process.exit(0)
  })
}
await shop.running
