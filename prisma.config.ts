import { defineConfig } from 'prisma/config'

// Only the Prisma CLI reads this (`prisma migrate deploy`, `prisma studio`); the app opens its database in lib/db/client.ts.
const url = process.env.DATABASE_URL ?? 'file:./data/tombstone.db'
const dialect = url.startsWith('postgres') ? 'postgresql' : 'sqlite'

export default defineConfig({
  schema: `prisma/${dialect}/schema.prisma`,
  migrations: { path: `prisma/${dialect}/migrations` },
  datasource: { url },
})
