import type { FactDraft } from '../draft.js'

export type PathAccess = 'read' | 'write' | 'delete' | 'mention'

export function secretPath(_path: string): string | null {
  return null
}
export function agentConfigPath(_path: string): string | null {
  return null
}
export function persistenceTarget(_path: string): string | null {
  return null
}
export function pathFacts(_path: string, _access: PathAccess): FactDraft[] {
  return []
}
