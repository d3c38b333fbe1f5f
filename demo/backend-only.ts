import { startBackend } from './backend'
import { readDemoSettings } from './settings'

/** `npx tsx demo/backend-only.ts`: the shop for a dashboard that is started by hand, `next dev` for one. */
const backend = await startBackend({
  ...readDemoSettings(),
  emulatorPort: Number(process.env.DEMO_EMULATOR_PORT ?? 4566),
})
console.log(`# ${backend.objects} objects are in the bucket; workers are running. Ctrl-C ends it. For the dashboard:`)
for (const [name, value] of Object.entries(backend.environment)) console.log(`export ${name}='${value}'`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    backend.stop()
    process.exit(0)
  })
}
await backend.running
