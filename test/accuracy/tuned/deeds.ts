/** Code that acts on the machine or on the agent. */
import type { Pair } from '../pair.js'
import { attacks } from './deeds/attacks.js'
import { secondAttacks, secondTwins } from './deeds/second.js'
import { twins } from './deeds/twins.js'

export const deeds: readonly Pair[] = [...attacks, ...twins, ...secondAttacks, ...secondTwins]
