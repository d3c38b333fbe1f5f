import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { version } from '@/package.json'

/** Asks the database one question. Throws `database` with a sentence where it does not answer. */
export async function getHealth(database: Database) {
  try {
    await database.reader.app.count()
  } catch (cause) {
    throw new AppError('database', 'The database does not answer. Check DATABASE_URL and that the server is up.', {
      cause,
    })
  }
  return { ok: true as const, database: database.dialect.name, version }
}
