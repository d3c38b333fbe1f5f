import { describe, expect, it } from 'vitest'
import { createAdaptiveLimiter } from './adaptive-limiter'

/** A task that runs until it is told how to end. */
function pendingTasks(limiter: ReturnType<typeof createAdaptiveLimiter>) {
  const running: { end(): Promise<void>; refuse(): Promise<void> }[] = []
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  const start = () => {
    const finished = limiter.run(
      (throttled) =>
        new Promise<void>((resolve, reject) => {
          running.push({
            end: () => {
              resolve()
              return settle()
            },
            refuse: () => {
              throttled()
              reject(new Error('slow down'))
              return settle()
            },
          })
        }),
    )
    finished.catch(() => {})
    return settle()
  }
  return { running, start }
}

describe('the adaptive limiter', () => {
  it('runs no more at once than it may, and the others in turn', async () => {
    const { running, start } = pendingTasks(createAdaptiveLimiter(2))
    for (let count = 0; count < 5; count += 1) await start()
    expect(running.length).toBe(2)
    await running[0]?.end()
    expect(running.length).toBe(3)
    await running[1]?.refuse()
    await running[2]?.end()
    expect(running.length).toBe(4)
  })

  it('halves once for a burst of refusals, and again for refusals at the new pace', async () => {
    const limiter = createAdaptiveLimiter(16)
    const { running, start } = pendingTasks(limiter)
    for (let count = 0; count < 32; count += 1) await start()
    for (const task of running.slice(0, 16)) await task.refuse()
    expect(limiter.limit).toBe(8)
    expect(running.length).toBe(24)
    await running[16]?.refuse()
    expect(limiter.limit).toBe(4)
  })

  it('lends the places of requests that hang, up to the maximum', async () => {
    const limiter = createAdaptiveLimiter(3, 5)
    const hang = () => new Promise((resolve) => setTimeout(resolve, 30))
    for (let count = 0; count < 2; count += 1) await limiter.run(async (throttled) => throttled())
    expect(limiter.limit).toBe(1)
    const { running, start } = pendingTasks(limiter)
    for (let count = 0; count < 5; count += 1) await start()
    expect(running.length).toBe(1)
    await hang()
    expect(running.length).toBe(3)
    await running[1]?.end()
    await hang()
    expect(running.length).toBe(4)
    for (const at of [0, 2, 3]) await running[at]?.end()
    expect(running.length).toBe(5)
    await running[4]?.end()
    expect(limiter.limit).toBe(3)
  })

  it('never stops altogether, and comes back one by one', async () => {
    const limiter = createAdaptiveLimiter(4)
    for (let count = 0; count < 10; count += 1) {
      await limiter.run(async (throttled) => throttled())
    }
    expect(limiter.limit).toBe(1)
    await limiter.run(async () => {})
    expect(limiter.limit).toBe(2)
    for (let count = 0; count < 20; count += 1) await limiter.run(async () => {})
    expect(limiter.limit).toBe(4)
  })
})
