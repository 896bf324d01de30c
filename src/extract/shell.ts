import type { PlacedDraft } from './draft.js'

export function isShellScript(_path: string, _head: string): boolean {
  return false
}
export function shellFacts(_path: string, _text: string): PlacedDraft[] {
  return []
}
