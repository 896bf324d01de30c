/** Figures made from a snapshot: counts and shares, by style, by group and by heuristic. Pure. */
import { compareText } from '../../src/model.js'
import {
  type Accuracy,
  type Alarm,
  isSerious,
  type RealName,
  type RealPair,
  resultIn,
  type WrittenGroup,
  type WrittenPair,
  type WrittenResult,
} from './snapshot.js'
import { STYLES, type StyleName } from './styles.js'

/** How many of how many. */
export interface Share {
  readonly count: number
  readonly of: number
}

export interface StyleFigures {
  readonly style: StyleName
  /** Attacks found at high or above, at medium or above, and at high or above without a release to compare with. */
  readonly attacks: { readonly high: Share; readonly medium: Share; readonly alone: Share }
  /** Twins that alarm. */
  readonly twins: { readonly high: Share; readonly medium: Share }
}

/** What counts of a result: against the release before, and of a first release by itself. */
export const verdict = (
  { first }: WrittenPair,
  { worst, alone }: Pick<WrittenResult, 'worst' | 'alone'>,
): Alarm | null => (first ? alone : worst)

const share = <T>(items: readonly T[], counts: (item: T) => boolean): Share => ({
  count: items.filter(counts).length,
  of: items.length,
})

const serious = (alarm: Alarm | null): boolean => alarm !== null && isSerious(alarm)

export function styleFigures({ pairs }: WrittenGroup): readonly StyleFigures[] {
  return STYLES.map((style) => {
    const results = pairs.flatMap((pair) => {
      const result = resultIn(pair, style)
      return result === undefined ? [] : [{ pair, result, worst: verdict(pair, result) }]
    })
    const attacks = results.filter(({ pair }) => pair.truth === 'attack')
    const twins = results.filter(({ pair }) => pair.truth === 'benign')
    return {
      style,
      attacks: {
        high: share(attacks, ({ worst }) => serious(worst)),
        medium: share(attacks, ({ worst }) => worst !== null),
        alone: share(attacks, ({ result }) => serious(result.alone)),
      },
      twins: {
        high: share(twins, ({ worst }) => serious(worst)),
        medium: share(twins, ({ worst }) => worst !== null),
      },
    }
  })
}

/** All styles together. */
export function total(figures: readonly StyleFigures[]): Omit<StyleFigures, 'style'> {
  const sum = (pick: (each: StyleFigures) => Share): Share => ({
    count: figures.reduce((all, each) => all + pick(each).count, 0),
    of: figures.reduce((all, each) => all + pick(each).of, 0),
  })
  return {
    attacks: {
      high: sum(({ attacks }) => attacks.high),
      medium: sum(({ attacks }) => attacks.medium),
      alone: sum(({ attacks }) => attacks.alone),
    },
    twins: { high: sum(({ twins }) => twins.high), medium: sum(({ twins }) => twins.medium) },
  }
}

/** Pairs that were not judged as they should be, each with the styles: attacks below high, or twins at high. */
export function wrongOnes(
  { pairs }: WrittenGroup,
  truth: WrittenPair['truth'],
): readonly { readonly id: string; readonly styles: readonly StyleName[] }[] {
  return pairs
    .filter((pair) => pair.truth === truth)
    .map((pair) => ({
      id: pair.id,
      styles: STYLES.filter((style) => {
        const result = resultIn(pair, style)
        return result !== undefined && serious(verdict(pair, result)) === (truth === 'benign')
      }),
    }))
    .filter(({ styles }) => styles.length > 0)
    .toSorted((a, b) => compareText(a.id, b.id))
}

export const realPairs = ({ real }: Accuracy): readonly RealPair[] => [
  ...real.servers.pairs,
  ...real.dependencies.pairs,
]

/** Name of a package and version from a purl. */
export function parsePurl(purl: string): [name: string, version: string] {
  const text = decodeURIComponent(purl.replace(/^pkg:npm\//, ''))
  const at = text.lastIndexOf('@')
  return [text.slice(0, at), text.slice(at + 1)]
}

export const packagesOf = (pairs: readonly RealPair[]): ReadonlySet<string> =>
  new Set(pairs.map(({ to }) => parsePurl(to)[0]))

export interface RealFigures {
  readonly packages: number
  /** Releases with a finding at high or above, and at medium or above. */
  readonly high: Share
  readonly medium: Share
}

export function realFigures(pairs: readonly RealPair[], heuristic?: string): RealFigures {
  const of = (findings: RealPair['findings']) =>
    findings.filter((each) => heuristic === undefined || each.heuristic === heuristic)
  return {
    packages: packagesOf(pairs).size,
    high: share(pairs, ({ findings }) => of(findings).some(({ severity }) => isSerious(severity))),
    medium: share(pairs, ({ findings }) => of(findings).length > 0),
  }
}

export interface HeuristicFigures {
  readonly heuristic: string
  readonly real: Readonly<Record<RealName, RealFigures>>
}

/** Of every heuristic that has a finding on a real pair, the most frequent first. */
export function heuristicFigures({ real }: Accuracy): readonly HeuristicFigures[] {
  const all = [...real.servers.pairs, ...real.dependencies.pairs]
  const ids = new Set(all.flatMap(({ findings }) => findings.map(({ heuristic }) => heuristic)))
  const count = (each: HeuristicFigures) => each.real.servers.medium.count + each.real.dependencies.medium.count
  return [...ids]
    .map((heuristic) => ({
      heuristic,
      real: {
        servers: realFigures(real.servers.pairs, heuristic),
        dependencies: realFigures(real.dependencies.pairs, heuristic),
      },
    }))
    .toSorted((a, b) => count(b) - count(a) || compareText(a.heuristic, b.heuristic))
}

/** Written attacks that a heuristic finds at high or above in some style, and those that nothing else finds in some style. */
export function attacksBy(accuracy: Accuracy, heuristic: string): { readonly found: Share; readonly alone: number } {
  const attacks = [...accuracy.written.tuned.pairs, ...accuracy.written.heldOut.pairs].filter(
    ({ truth }) => truth === 'attack',
  )
  return {
    found: share(attacks, ({ results }) => results.some(({ by }) => by.includes(heuristic))),
    alone: attacks.filter(({ results }) => results.some(({ by }) => by.length === 1 && by[0] === heuristic)).length,
  }
}
