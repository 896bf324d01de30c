/** Stub. */
import type { Binding } from './binding.js'

export const evidenceKeys: readonly Binding[] = []
