import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

/**
 * JSON lines on standard output. Whatever looks like a credential is cut out, should it ever get into a log object:
 * messages are written without values, so this is the second lock on the door.
 */
export function openLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    redact: {
      paths: ['*.credentials', '*.secretAccessKey', '*.accessKeyId', '*.sessionToken', '*.password', '*.databaseUrl'],
      remove: true,
    },
  })
}
