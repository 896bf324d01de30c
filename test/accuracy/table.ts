/** The tables and lists of a snapshot, in Markdown, so that they read the same on a terminal and in the README. Pure. */
import {
  heuristicFigures,
  parsePurl,
  type RealFigures,
  realFigures,
  realPairs,
  type Share,
  styleFigures,
  total,
  wrongOnes,
} from './figures.js'
import { type Accuracy, isSerious, type RealPair, type WrittenGroup } from './snapshot.js'
import { STYLES } from './styles.js'

const percent = ({ count, of }: Share): string => (of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`)
const counted = (share: Share): string => (share.of === 0 ? '–' : `${share.count} of ${share.of} (${percent(share)})`)
const perThousand = ({ count, of }: Share): string => (of === 0 ? '–' : ((1000 * count) / of).toFixed(1))

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|${head.map(() => '-').join('|')}|`, ...rows.map(row)].join('\n')

export function writtenTable(group: WrittenGroup): string {
  const figures = styleFigures(group)
  const cells = ({ attacks, twins }: Omit<(typeof figures)[number], 'style'>) => [
    counted(attacks.high),
    counted(attacks.medium),
    counted(attacks.alone),
    counted(twins.high),
    counted(twins.medium),
  ]
  return table(
    ['style', 'attacks ≥ high', '≥ medium', '≥ high without a baseline', 'twins ≥ high', '≥ medium'],
    [
      ...figures.map((each) => [each.style, ...cells(each)]),
      ['**all styles**', ...cells(total(figures)).map((cell) => `**${cell}**`)],
    ],
  )
}

export function realTable(accuracy: Accuracy): string {
  const { servers, dependencies } = accuracy.real
  const cells = ({ packages, high, medium }: RealFigures) => [
    String(packages),
    String(high.of),
    `${high.count} = ${perThousand(high)}`,
    `${medium.count} = ${perThousand(medium)}`,
  ]
  return table(
    ['real releases', 'packages', 'pairs', '≥ high = per 1,000', '≥ medium = per 1,000'],
    [
      ['MCP servers', ...cells(realFigures(servers.pairs))],
      ['dependencies', ...cells(realFigures(dependencies.pairs))],
      ['**together**', ...cells(realFigures(realPairs(accuracy))).map((cell) => `**${cell}**`)],
    ],
  )
}

export function heuristicTable(accuracy: Accuracy): string {
  const cell = ({ high, medium }: RealFigures) => `${high.count} / ${medium.count} of ${medium.of}`
  const all = realPairs(accuracy)
  return table(
    ['heuristic', 'servers ≥ high / ≥ medium', 'dependencies', '≥ medium per 1,000'],
    heuristicFigures(accuracy).map(({ heuristic, real }) => [
      `\`${heuristic}\``,
      cell(real.servers),
      cell(real.dependencies),
      perThousand(realFigures(all, heuristic).medium),
    ]),
  )
}

const stylesIn = (styles: readonly string[]): string =>
  styles.length === STYLES.length ? 'every style' : styles.join('; ')

/** Misses and false alarms of one written set, by name; what could not be built, by style. */
export function wrongList(group: WrittenGroup): string {
  const named = (title: string, wrong: ReturnType<typeof wrongOnes>) =>
    wrong.length === 0
      ? [`${title}: none.`]
      : [`${title}:`, '', ...wrong.map(({ id, styles }) => `- ${id} (${stylesIn(styles)})`)]
  const unbuilt = STYLES.flatMap((style) => {
    const count = group.unbuilt.filter((each) => each.style === style).length
    return count === 0 ? [] : [`${count} ${style}`]
  })
  return [
    ...named('Attacks below high', wrongOnes(group, 'attack')),
    '',
    ...named('Twins at high or above', wrongOnes(group, 'benign')),
    '',
    unbuilt.length === 0
      ? 'Every pair could be built in every style.'
      : `Pairs that could not be built in a style, and are counted neither as found nor as missed: ${unbuilt.join(', ')}.`,
  ].join('\n')
}

const named = ({ from, to }: RealPair): string => {
  const [name, before] = parsePurl(from)
  return `${name} ${before} → ${parsePurl(to)[1]}`
}

/** Real pairs with an alarm, by name. */
export function realAlarms(accuracy: Accuracy): string {
  const lines = (severe: boolean) =>
    realPairs(accuracy).flatMap((pair) => {
      const found = pair.findings.filter(({ severity }) => isSerious(severity) === severe)
      const by = [
        ...new Set(found.map(({ heuristic, severity }) => `\`${heuristic}\`${severe ? ` (${severity})` : ''}`)),
      ]
      return found.length === 0 ? [] : [`- ${named(pair)}: ${by.join(', ')}`]
    })
  const [high, medium] = [lines(true), lines(false)]
  return [
    high.length === 0 ? 'At high or above: none.' : 'At high or above:',
    ...(high.length === 0 ? [] : ['', ...high]),
    '',
    medium.length === 0 ? 'At medium: none.' : 'At medium:',
    ...(medium.length === 0 ? [] : ['', ...medium]),
    ...(accuracy.unmeasured.length === 0
      ? []
      : ['', 'Could not be measured:', '', ...accuracy.unmeasured.map(({ what, why }) => `- ${what}: ${why}`)]),
  ].join('\n')
}
