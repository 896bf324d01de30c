/** Releases that differ in a value alone: whom something goes to, who may see it, who is paid, who is told. */
import type { Pair } from '../pair.js'
import { valueAttacks } from './values-attacks.js'
import { moreValueAttacks } from './values-attacks-more.js'
import { laterValueAttacks, laterValueTwins } from './values-second.js'
import { lastValueAttacks, lastValueTwins } from './values-third.js'
import { valueTwins } from './values-twins.js'

export const valuePairs: readonly Pair[] = [
  ...valueAttacks,
  ...moreValueAttacks,
  ...valueTwins,
  ...laterValueAttacks,
  ...laterValueTwins,
  ...lastValueAttacks,
  ...lastValueTwins,
]
