import { AppError } from '@/lib/errors'

/**
 * Says in a sentence why a database cannot be used, and what to do. `label` names the database without a password; of
 * the error only its code is used where it is known.
 */
export function databaseError(label: string, error: unknown): AppError {
  const code = troubleCode(error)
  const sentence = sentences.find(([codes]) => codes.test(code))?.[1]
  const message = `${label} ${sentence ?? `answered with an error: ${firstLine(error)} (${code || 'no code'}).`}`
  return new AppError('database', message, { cause: error })
}

/**
 * The same for an error of which it is not known where it came from: `database` where a database threw it, at a read or
 * while connecting, else null.
 */
export function databaseTrouble(error: unknown): AppError | null {
  return isDatabaseError(error) ? databaseError('The database', error) : null
}

/** Thrown by Prisma, by a driver, or by a connection that could not be made or broke. */
export function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (/^(PrismaClient(?!Validation)|DriverAdapterError|SqliteError$)/.test(error.name)) return true
  // Drivers pass on what their sockets say as it is. A missing file is ENOENT too, but not at a connect.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isDatabaseError)
  if (/^(connect|getaddrinfo|read|write)$/.test(String(property(error, 'syscall')))) return isConnectionCode(error)
  return /^(SQLITE_|DatabaseNotReachable)/.test(troubleCode(error)) || connectionMessage.test(error.message)
}

function isConnectionCode(error: unknown): boolean {
  return /^(ECONN|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|EACCES)/.test(troubleCode(error))
}

/** What the driver of PostgreSQL says without a code. */
const connectionMessage =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a conn)/

/**
 * The code of a database error: SQLite's or PostgreSQL's own, the operating system's, or Prisma's word for it. Prisma
 * keeps what the driver said in its meta data. Empty where there is none.
 */
export function troubleCode(error: unknown): string {
  const cause = property(property(property(error, 'meta'), 'driverAdapterError'), 'cause')
  const code =
    property(cause, 'originalCode') ?? property(cause, 'code') ?? property(cause, 'kind') ?? property(error, 'code')
  return code === undefined ? '' : String(code)
}

const sentences: [RegExp, string][] = [
  [/^SQLITE_BUSY/, 'is locked by another process. End that process, or give each its own file in DATABASE_URL.'],
  [/^SQLITE_NOTADB/, 'is not a SQLite database. Point DATABASE_URL at another path; the file is created by itself.'],
  [/^SQLITE_CORRUPT/, 'is damaged. Delete it together with its -wal and -shm files: the index is built again.'],
  [/^(SQLITE_FULL|ENOSPC)/, 'cannot grow: the disk is full.'],
  [
    /^(SQLITE_READONLY|SQLITE_PERM|EROFS|EACCES|EPERM)/,
    'cannot be written. Give this process write access to it and to its folder.',
  ],
  [/^(ENOTDIR|EEXIST)/, 'cannot be created: a part of its path is a file, not a folder. Correct DATABASE_URL.'],
  [/^SQLITE_CANTOPEN/, 'cannot be opened or created. The path must be a file in a folder this process may write to.'],
  [/^28P01$/, 'refused the user name or the password. Check both in DATABASE_URL; percent-encode special characters.'],
  [
    /^28000$/,
    'refused the user, or how it connects (pg_hba.conf). Check the user; add sslmode=require where TLS is asked for.',
  ],
  [/^3D000$/, 'does not exist. Create it with CREATE DATABASE, or correct the name at the end of DATABASE_URL.'],
  [/^(42501|3F000)$/, 'does not let this user create tables. Grant CREATE on its schema, or name one with ?schema=.'],
  [/^25006$/, 'is read-only: a replica, or default_transaction_read_only is on. Use the primary server.'],
  [/^53300$/, 'has no connection left for us. Raise max_connections or end other clients.'],
  [/^53100$/, 'cannot grow: the disk of the server is full.'],
  [/^57P0[123]$/, 'is starting up or shutting down. Try again in a moment.'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'cannot be reached: the host name is not known. Check the host in DATABASE_URL.'],
  [
    /^(ECONNREFUSED|ENOENT|EHOSTUNREACH|ENETUNREACH|DatabaseNotReachable)$/,
    'cannot be reached: nothing listens there. Check host and port in DATABASE_URL, and that the server is up.',
  ],
  [
    /^(ETIMEDOUT|ECONNRESET|EPIPE|SocketTimeout|ConnectionClosed)$/,
    'does not answer. Check host, port, firewalls and security groups.',
  ],
  [
    /CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|TlsConnectionError/,
    'has a TLS certificate this machine does not trust. Add sslrootcert=<file> to DATABASE_URL, or sslmode=no-verify.',
  ],
]

/** Messages of both drivers speak of tables and time-outs; none of them holds the URL. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.trim().split('\n').at(-1) ?? ''
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
