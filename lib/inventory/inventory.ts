/**
 * The port of lists of a store that somebody else took before now, as S3 Inventory does once a day or a week. Such a list
 * is hours or days old and in no order: it says which keys are worth reading, and nothing else.
 *
 * Errors leave an adapter as AppError, each with a sentence that says what to do: `not_found` (none was delivered yet, or a
 * file is gone), `not_supported` (a format other than CSV), `bad_config` (of another bucket), `upstream` (damaged) and the
 * codes of a result store.
 */
export interface InventorySource {
  /** "s3://bucket/folder/", shown in the UI. Never holds a secret. */
  readonly label: string
  /** The newest list that was delivered whole. */
  newest(signal: AbortSignal): Promise<Inventory>
}

export type Inventory = {
  /** Where its manifest lies. */
  readonly label: string
  /** When the taking of the list began, epoch milliseconds: what was written later is not in it, what came before mostly is. */
  readonly takenMs: number
  readonly fileCount: number
  /** Of its files, compressed. */
  readonly sizeBytes: number
  /**
   * The keys under `prefix` that had an object at that time, in no order. Memory stays flat. Rejects where a file is
   * missing or not what the manifest says, which is known only at the file's end: pages may have come from it before.
   */
  keys(prefix: string, signal: AbortSignal): AsyncIterable<InventoryPage>
  /** Asks for one byte of every file, at most some: are they there, of the right size, and may they be read? */
  check(signal: AbortSignal): Promise<void>
}

/** Up to 1,000 keys, none at the end of a file at times; and how far the reading is with them. */
export type InventoryPage = { keys: string[]; rows: number; filesDone: number }
