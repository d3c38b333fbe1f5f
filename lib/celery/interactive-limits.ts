import type { StreamLimits } from './document-stream'

/**
 * How much of a document of so many bytes is decoded for somebody who opens or retries it. A parsed value can take up a
 * hundred times its text, and some thirty fields are kept up to `valueBytes` each: so what is parsed in all stays at a
 * few megabytes, whatever the document holds. A result of 2 MB is still whole; of a document above 4 MB, which nobody
 * reads on a screen, every field up to 256 kB is.
 */
export function interactiveLimits(sizeBytes: number): StreamLimits {
  return { capBytes: 2_097_152, valueBytes: sizeBytes > 4_000_000 ? 262_144 : 2_500_000 }
}
