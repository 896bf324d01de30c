/** Stub. */
import type { Binding } from './binding.js'

export const dependencyKeys: readonly Binding[] = []
