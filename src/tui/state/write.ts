/** Stub. */
import type { Binding } from './binding.js'

export const writeKeys: readonly Binding[] = []
