import type { FactDraft } from '../draft.js'

/** process.spawn and what the command does. Never throws; linear. */
export function commandFacts(_command: string | readonly string[], _options: { shell: boolean }): FactDraft[] {
  return []
}
/** JavaScript source texts that the command hands to an interpreter: `node -e "…"`. */
export function embeddedScripts(_command: string | readonly string[]): string[] {
  return []
}
