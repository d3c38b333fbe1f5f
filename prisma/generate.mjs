// Generates the Prisma client for both databases. Generation is WebAssembly, yet the CLI insists on finding an engine
// binary and would download one; any executable satisfies it, so closed networks work too.
import { spawnSync } from 'node:child_process'

const env = { ...process.env }
env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
env.PRISMA_HIDE_UPDATE_MESSAGE ??= '1'

for (const dialect of ['sqlite', 'postgresql']) {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/prisma/build/index.js', 'generate', `--schema=prisma/${dialect}/schema.prisma`],
    { stdio: 'inherit', env },
  )
  if (status !== 0) process.exit(status ?? 1)
}
