/** Names the contract of an answer. */
export const contractHeader = 'tombstone-contract'

/** Which contract this code was built with: made from its source by next.config.js, the same in browser and server. */
export const contractVersion = process.env.CONTRACT_VERSION ?? 'unbuilt'
