import type { FactDraft } from '../draft.js'

export interface ClassifiedHost {
  readonly host: string
  readonly registrable: string | null
  readonly local: boolean
  readonly publicIp: boolean
  readonly drop: string | null
}

export interface UrlHost {
  readonly scheme: string
  readonly host: string
  readonly computed: boolean
}

export function classifyHost(host: string): ClassifiedHost {
  return { host, registrable: null, local: false, publicIp: false, drop: null }
}
export function hostOfUrl(_template: string): UrlHost | null {
  return null
}
export function hostFacts(_urlTemplate: string, _ofCall: boolean): FactDraft[] {
  return []
}
/** True for URLs that name a schema, an XML namespace or a specification: identifiers, rarely fetched. */
export function isNamespaceUrl(_urlTemplate: string): boolean {
  return false
}
