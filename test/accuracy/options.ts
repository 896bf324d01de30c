/** The command line of `npm run accuracy`. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'

export interface Options {
  /** Which parts are measured. */
  readonly written: boolean
  readonly real: boolean
  /** Whether the snapshot, README and pages are written. */
  readonly write: boolean
  readonly cache: string
  /** File that the findings on real pairs are written to. */
  readonly alarms: string | null
  /** File that the findings on tuned pairs are written to. */
  readonly told: string | null
  /** A package, a heuristic, or the id of a written pair; `null` for all. */
  readonly only: string | null
  /** A snapshot whose real pairs are measured again. */
  readonly pairs: string | null
  /** Which of the written sets. */
  readonly set: 'tuned' | 'held-out' | 'both'
}

export function readOptions(argv: readonly string[]): Options {
  const command = new Command('accuracy')
    .description('Measures recall on written attacks, and alarms on written twins and on real releases.')
    .option('--written', 'only what is written here: no network')
    .option('--real', 'only real releases, from the registry that npm is configured with')
    .option('--set <name>', 'of what is written, `tuned` or `held-out` alone', 'both')
    .option('--write', 'store the results in snapshots/accuracy.json, README.md and heuristics/*.md')
    .option('--alarms <file>', 'write findings of medium or above on real releases to a file, to judge them by')
    .option('--told <file>', 'write what is said of each tuned pair in each style to a file')
    .option('--only <name>', 'a package, a heuristic, or the id of a written pair')
    .option('--pairs <file>', 'measure the real pairs of a snapshot again')
    .option('--cache <folder>', 'tarballs and behaviours', join(homedir(), '.cache', 'touchstone'))
    .parse(argv)
  const given = command.opts<{
    written?: true
    real?: true
    write?: true
    alarms?: string
    told?: string
    only?: string
    pairs?: string
    cache: string
    set: string
  }>()
  const both = given.written === given.real
  if (given.set !== 'both' && given.set !== 'tuned' && given.set !== 'held-out') command.error(`no set ${given.set}`)
  if (given.write && (given.only !== undefined || given.set !== 'both'))
    command.error('a part of the pairs is not stored')
  return {
    written: both || given.written === true,
    real: both || given.real === true,
    write: given.write === true,
    cache: resolve(given.cache),
    alarms: given.alarms ?? null,
    told: given.told ?? null,
    only: given.only ?? null,
    pairs: given.pairs ?? null,
    set: given.set as Options['set'],
  }
}
