/** Runs once per server process, before the first request. The import stands inside the branch so that no other runtime's bundle holds Node code. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startEmbeddedSync } = await import('@/lib/sync/embedded')
    await startEmbeddedSync()
  }
}
