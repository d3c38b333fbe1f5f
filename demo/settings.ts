/** What can be set from outside: for tests, and for people who want more or less of it. */
export type DemoSettings = {
  /** Results that are there from the beginning. */
  results: number
  /** Tasks sent per second from then on; each is stored about twice, as STARTED and as what became of it. */
  rate: number
  seed: number
  /** 0: a free one. */
  emulatorPort: number
}

export function readDemoSettings(): DemoSettings {
  return {
    results: number('DEMO_RESULTS', 8000),
    rate: number('DEMO_RATE', 1.5),
    seed: number('DEMO_SEED', 20_260),
    emulatorPort: number('DEMO_EMULATOR_PORT', 0),
  }
}

function number(name: string, fallback: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number of at least 0, not "${text}".`)
  return value
}
