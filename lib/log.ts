import { type DestinationStream, type Logger, pino } from 'pino'
import { isAppError } from '@/lib/errors'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

/**
 * JSON lines on standard output. Whatever looks like a credential is cut out, should it ever get into a log object:
 * messages are written without values, so this is the second lock on the door.
 */
export function openLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    serializers: { err: describeError },
    redact: {
      paths: ['*.credentials', '*.secretAccessKey', '*.accessKeyId', '*.sessionToken', '*.password', '*.databaseUrl'],
      remove: true,
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/**
 * What the log keeps of an error. Of what AWS or a driver said only the name, the code and the status: their messages
 * repeat what was sent, a session token among it. Our own messages are written to be read by anybody.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  if (isAppError(error)) {
    return { code: error.code, message: error.message, details: error.details, cause: foreignFacts(error.cause) }
  }
  return { ...foreignFacts(error), stack: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) }
}

function foreignFacts(error: unknown): Record<string, unknown> | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } }
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...($metadata?.httpStatusCode ? { status: $metadata.httpStatusCode } : {}),
  }
}
