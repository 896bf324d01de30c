/** What is too much for a configuration file, and how its formats say where they stop. */

/**
 * Deepest nesting that is read, in maps and lists. Real files stay under 20 levels; the parsers recurse once or more per
 * level and would overflow the stack at some thousands, and so would whoever walks through the tree.
 */
export const MAX_DEPTH = 200

/**
 * Most tokens that are read. A JSON tree of nine million numbers, which fit into the file limit, takes 2.8 GB and nine
 * seconds; a million takes 0.2 s. Claude Code's largest files have some hundred thousand. The other parsers are slower: a
 * million tokens of YAML take two seconds, and half a million of TOML take one and 0.4 GB.
 */
export const MAX_TOKENS = { json: 1_000_000, toml: 500_000, yaml: 1_000_000 } as const

/** Why a document can't be read, at an offset of its text. The words hold no piece of the text: it may be a secret. */
export class Unreadable extends Error {
  readonly offset: number

  constructor(offset: number, what: string) {
    super(what)
    this.offset = offset
  }
}

export const tooDeep = (offset: number): Unreadable => new Unreadable(offset, `nested deeper than ${MAX_DEPTH} levels`)

export const tooMany = (offset: number, tokens: number): Unreadable =>
  new Unreadable(offset, `more than ${tokens} tokens`)
