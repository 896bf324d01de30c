/** Stub. */
import type { Binding } from './binding.js'

export const decisionKeys: readonly Binding[] = []
