import { AppError } from '@/lib/errors'
import type { Driver } from './client'

export function postgresqlDriver(_url: string): Driver {
  throw new AppError(
    'database',
    'PostgreSQL is not wired yet. Use a SQLite file: DATABASE_URL=file:./data/tombstone.db.',
  )
}
