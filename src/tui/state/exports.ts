/** Stub. */
import type { Binding } from './binding.js'

export const exportKeys: readonly Binding[] = []
