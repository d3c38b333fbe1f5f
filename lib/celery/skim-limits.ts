/** What a reader of a document too large to hold keeps of it. */
export type SkimLimits = {
  /** Bytes of one string. */
  stringBytes: number
  /** Members of lists and mappings for one field of the document. */
  membersPerField: number
}
