/**
 * The benign pairs, written before the rules were looked at. In the first run of the first thirty none was an alarm at high and ten
 * were at medium; of the twelve after them (comfort, desk) one was at high and four at medium.
 */
import type { Pair } from '../pair.js'
import { benignComfort } from './benign-comfort.js'
import { benignDesk } from './benign-desk.js'
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
  ...benignComfort,
  ...benignDesk,
]
