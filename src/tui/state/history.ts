/** Stub. */
import type { Binding } from './binding.js'

export const historyKeys: readonly Binding[] = []
