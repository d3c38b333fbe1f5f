/** What lib/celery/fingerprint.ts says of a failure. */
export type FailureFacts = {
  /** 16 hex digits. */
  fingerprint: string
  /** The message with ids, numbers, quoted values and the like folded; at most 300 characters. */
  pattern: string
  /** The innermost frame of the application: `app/mail.py in send_welcome`. */
  frame: string | null
  /** The last 4,000 characters of the traceback. */
  traceback: string | null
}
