import { startEmulator } from './emulator'

/** The emulator as a child process, so that it has a core of its own. Ends with its parent, however that ends. */
const emulator = await startEmulator(Number(process.argv[2] ?? 0)).catch((error: unknown) => {
  process.send?.({ problem: error instanceof Error ? error.message : String(error) })
  process.exit(1)
})
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole terminal; the parent decides when this ends.
process.send?.({ url: emulator.url })
