export interface BinaryKind {
  readonly why: 'native' | 'wasm' | 'archive'
  readonly format: string
}
/** By magic number; null for text, images, fonts and whatever else does not run. */
export function binaryKind(_bytes: Uint8Array): BinaryKind | null {
  return null
}
