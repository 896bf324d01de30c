/** Raised whenever the same bytes would give other facts: cached behaviours of an older version are not used. */
export const EXTRACTOR_VERSION = 4
