import type { Pair } from '../pair.js'
import { ATTACKS_CHAT } from './attacks-chat.js'
import { ATTACKS_MAIL } from './attacks-mail.js'
import { BENIGN_MAIL } from './benign-mail.js'

/** Pairs that no rule was tuned on. */
export const HELD_OUT: readonly Pair[] = [...ATTACKS_MAIL, ...ATTACKS_CHAT, ...BENIGN_MAIL]
