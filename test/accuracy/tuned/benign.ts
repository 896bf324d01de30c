/** The benign pairs, written before the rules were looked at: nothing of them is an alarm at high, the first run said so of all. */
import type { Pair } from '../pair.js'
import { benignFeatures } from './benign-features.js'
import { benignMachine } from './benign-machine.js'
import { benignParts } from './benign-parts.js'
import { benignPrograms } from './benign-programs.js'
import { benignReach } from './benign-reach.js'
import { benignUpkeep } from './benign-upkeep.js'

export const benignPairs: readonly Pair[] = [
  ...benignFeatures,
  ...benignReach,
  ...benignMachine,
  ...benignPrograms,
  ...benignUpkeep,
  ...benignParts,
]
