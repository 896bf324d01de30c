import type { Pair } from '../pair.js'
import { ATTACKS_AGENTS } from './attacks-agents.js'
import { ATTACKS_CHAT } from './attacks-chat.js'
import { ATTACKS_DEPENDENCIES } from './attacks-dependencies.js'
import { ATTACKS_FORWARD } from './attacks-forward.js'
import { ATTACKS_INSTALL } from './attacks-install.js'
import { ATTACKS_LEAKS } from './attacks-leaks.js'
import { ATTACKS_MAIL } from './attacks-mail.js'
import { ATTACKS_OBFUSCATED } from './attacks-obfuscated.js'
import { ATTACKS_SWAPS } from './attacks-swaps.js'
import { ATTACKS_TOOLS } from './attacks-tools.js'
import { BENIGN } from './benign-all.js'

/** Pairs that no rule was tuned on. */
export const HELD_OUT: readonly Pair[] = [
  ...ATTACKS_OBFUSCATED,
  ...ATTACKS_TOOLS,
  ...ATTACKS_AGENTS,
  ...ATTACKS_SWAPS,
  ...ATTACKS_LEAKS,
  ...ATTACKS_INSTALL,
  ...ATTACKS_FORWARD,
  ...ATTACKS_DEPENDENCIES,
  ...ATTACKS_MAIL,
  ...ATTACKS_CHAT,
  ...BENIGN,
]
