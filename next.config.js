import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

const contract = new URL('lib/contract/', import.meta.url)
const contractVersion = createHash('sha256')
for (const name of readdirSync(contract).sort()) contractVersion.update(readFileSync(new URL(name, contract)))

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // A page that was opened before an upgrade tells by this that the API's answers have another shape now.
  env: { CONTRACT_VERSION: contractVersion.digest('hex').slice(0, 12) },
  // It would cover the foot of the rail.
  devIndicators: false,
  // No other site may show the dashboard in a frame and let people click on what they cannot see.
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'content-security-policy', value: "frame-ancestors 'none'" },
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'referrer-policy', value: 'same-origin' },
      ],
    },
  ],
  serverExternalPackages: [
    'better-sqlite3',
    '@prisma/adapter-better-sqlite3',
    '@prisma/adapter-pg',
    'pg',
    'pino',
    'fauxqs',
  ],
}
