/**
 * `npm run accuracy`: recall on attacks that are written here, alarms on their benign twins and on real releases. Prints tables, and
 * with `--write` stores them. Nothing of a package is executed.
 */
import { readFile, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { heuristics } from '../../heuristics/index.js'
import { createExtractor } from '../../src/extract/pool.js'
import { EXTRACTOR_VERSION } from '../../src/extract/version.js'
import { artifactOf } from '../support/artifact.js'
import { alarmsAsMarkdown } from './alarms.js'
import { parsePurl } from './figures.js'
import { HELD_OUT } from './held-out/index.js'
import { type Options, readOptions } from './options.js'
import { DEPENDENCIES, PAIRS_OF_DEPENDENCY, PAIRS_OF_SERVER, SERVERS } from './packages.js'
import type { Pair } from './pair.js'
import { report, SNAPSHOT, withMeasured, withReport } from './publish.js'
import { measureReal, type Wanted } from './real.js'
import {
  type Accuracy,
  EMPTY,
  isAlarm,
  normalised,
  type RealName,
  type RealPair,
  serialise,
  storable,
} from './snapshot.js'
import { TUNED } from './tuned.js'
import { measureWritten } from './written.js'

const judging = heuristics.filter(({ about }) => about === 'behaviour' || about === 'publishing').map(({ id }) => id)
const now = new Date()
const today = now.toISOString().slice(0, 10)
const progress = (line: string): void => void process.stderr.write(`${line}\n`)
const stored = async (file: string): Promise<Accuracy> => JSON.parse(await readFile(file, 'utf8')) as Accuracy

function wantedOf(pairs: Accuracy | null, { only }: Options): readonly Wanted[] {
  const newest = (group: RealName, names: readonly string[], count: number): Wanted[] =>
    names.map((name) => ({ name, group, pairs: count }))
  const all = pairs
    ? storedPairs(pairs.real)
    : [...newest('servers', SERVERS, PAIRS_OF_SERVER), ...newest('dependencies', DEPENDENCIES, PAIRS_OF_DEPENDENCY)]
  return only === null || judging.includes(only) ? all : all.filter(({ name }) => name === only)
}

function storedPairs(real: Accuracy['real']): Wanted[] {
  const wanted = new Map<string, Wanted & { readonly pairs: (readonly [string, string])[] }>()
  for (const group of ['servers', 'dependencies'] as const) {
    for (const { from, to } of real[group].pairs) {
      const [name, version] = parsePurl(to)
      const one = wanted.get(name) ?? { name, group, pairs: [] }
      one.pairs.push([parsePurl(from)[1], version])
      wanted.set(name, one)
    }
  }
  return [...wanted.values()]
}

async function withReal(accuracy: Accuracy, options: Options): Promise<Accuracy> {
  const { only, cache, alarms } = options
  const wanted = wantedOf(options.pairs === null ? null : await stored(options.pairs), options)
  const { measured: all, unmeasured } = await measureReal(wanted, { cache, now, progress })
  const measured =
    only !== null && judging.includes(only)
      ? all.map((pair) => ({ ...pair, findings: pair.findings.filter(({ heuristic }) => heuristic === only) }))
      : all
  if (alarms !== null) await writeFile(alarms, alarmsAsMarkdown(measured))
  const pairsOf = (group: RealName): RealPair[] =>
    measured
      .filter((pair) => pair.group === group)
      .map(({ from, to, findings }) => ({
        from,
        to,
        findings: findings.flatMap(({ heuristic, severity, message }) =>
          isAlarm(severity) ? [{ heuristic, severity, message: storable(message) }] : [],
        ),
      }))
  return {
    ...accuracy,
    measured: { ...accuracy.measured, real: today },
    real: { servers: { pairs: pairsOf('servers') }, dependencies: { pairs: pairsOf('dependencies') } },
    unmeasured,
  }
}

async function withWritten(accuracy: Accuracy, { only, set, told }: Options): Promise<Accuracy> {
  const extractor = createExtractor()
  const measure = (pairs: readonly Pair[], open: boolean) =>
    measureWritten(only === null ? pairs : pairs.filter(({ id }) => id === only), open, {
      behaviour: (files) => extractor.behaviour(artifactOf(files)),
      progress,
    })
  const tuned = await measure(set === 'held-out' ? [] : TUNED, told !== null)
  // Nobody may look at what is said of these: they are measured, and not mended.
  const heldOut = await measure(set === 'tuned' ? [] : HELD_OUT, false)
  await extractor.close()
  for (const { what, why } of [...tuned.unmeasured, ...heldOut.unmeasured]) progress(`failed: ${what}: ${why}`)
  if (told !== null) {
    const texts = [...tuned.told].map(([title, text]) => `## ${title}\n\n    ${text}\n`)
    await writeFile(told, texts.join('\n'))
  }
  return { ...accuracy, measured: { ...accuracy.measured, written: today }, written: { tuned, heldOut } }
}

async function publish(accuracy: Accuracy): Promise<void> {
  await writeFile(SNAPSHOT, serialise(accuracy))
  await writeFile('README.md', withReport(await readFile('README.md', 'utf8'), accuracy))
  for (const id of judging) {
    const page = `heuristics/${id}.md`
    await writeFile(page, withMeasured(await readFile(page, 'utf8'), accuracy, id))
  }
}

const options = readOptions(process.argv)
let accuracy: Accuracy = {
  ...(options.only === null ? await stored(SNAPSHOT).catch(() => EMPTY) : EMPTY),
  extractor: EXTRACTOR_VERSION,
  heuristics: judging,
}
if (options.written) accuracy = await withWritten(accuracy, options)
if (options.real) accuracy = await withReal(accuracy, options)
accuracy = normalised(accuracy)
if (options.write) await publish(accuracy)
process.stdout.write(`${report(accuracy)}\n`)
