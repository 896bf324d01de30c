export interface ToolTextSigns {
  /** Imperative text aimed at the model, as it stands in the text. */
  readonly phrases: string[]
  /** Names of hidden characters: `bidi`, `zero-width`, `tag`. */
  readonly hidden: string[]
}
export function toolTextSigns(_text: string): ToolTextSigns {
  return { phrases: [], hidden: [] }
}
