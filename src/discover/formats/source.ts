/** Where the scalars of a tree stand in the text of their file. */
import type { ConfigNode } from '../document.js'

/** How a scalar is written; `bare` is a number, a boolean, a date, or null in JSON and TOML. */
export type ScalarStyle =
  | 'bare'
  | 'json'
  | 'toml-basic'
  | 'toml-literal'
  | 'toml-multiline-basic'
  | 'toml-multiline-literal'
  | 'yaml-plain'
  | 'yaml-single'
  | 'yaml-double'
  | 'yaml-literal'
  | 'yaml-folded'

/** Offsets in UTF-16 units of the text: of the first character, and behind the last one. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** From the opening quote to the closing one, where it has them; of a YAML block, from its `|` or `>`. */
export interface ScalarRange extends Range {
  readonly style: ScalarStyle
}

/** Told of a document's scalars while it is read. */
export interface Sources {
  /** A YAML alias of a scalar gives a node of its own, with the range of its anchor. */
  scalar(node: ConfigNode, range: ScalarRange): void
  /** What stands there (a YAML anchor) counts at several places of the tree. */
  reused(range: Range): void
}
