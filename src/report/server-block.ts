/** The block of one server: verdict and score, what was found with its evidence, what it can do, what changed. */
import type { Finding, ServerReport, Where } from '../model.js'
import { capabilities } from './capabilities.js'
import { changeLines } from './changes.js'
import { dependencyLines, pathLines } from './dependencies.js'
import { count, LABEL, labelled, paragraph, shorten, some } from './layout.js'
import { widthOf } from './measure.js'
import type { Style } from './style.js'
import {
  BASELINE_FROM,
  contributionName,
  headline,
  onMachineText,
  passText,
  pointsOf,
  sinceText,
  whyNoCode,
} from './words.js'

export interface Page {
  readonly style: Style
  readonly width: number
}

const EVIDENCE_SHOWN = 3
/** Findings of one heuristic that are written out; JSON has all. */
const FINDINGS_SHOWN = 5
const VALUES_SHOWN = 4
const CONTRIBUTIONS_SHOWN = 6
/** How the score says that evidence could not be had. */
const UNKNOWN = / is unknown$/

export function serverBlock(server: ServerReport, page: Page): string[] {
  return [
    ...header(server, page),
    ...findingLines(server.findings, page),
    ...notes(server, page),
    ...about(server, page),
  ]
}

function header(server: ServerReport, page: Page): string[] {
  const { score } = server
  const { sign, verdict, strong, quiet } = page.style
  const points = pointsOf(score)
  const name = shorten(server.name, page.width - LABEL - points.length - 6, sign.ellipsis)
  const used = LABEL + widthOf(name) + 2 + points.length + 1
  return [
    [
      verdict[score.verdict](`${sign[score.verdict]} ${score.verdict.toUpperCase().padEnd(LABEL - 2)}`) + strong(name),
      `  ${score.value === null ? quiet(points) : verdict[score.verdict](points)}`,
      quiet(` ${sign.rule.repeat(Math.max(page.width - used, 0))}`),
    ].join(''),
    ...paragraph(quiet(headline(server, sign.arrow).join(` ${sign.dot} `)), page.width, LABEL),
  ]
}

/** Findings with their evidence and what to do; those that only inform are left out. */
export const findingLines = (findings: readonly Finding[], page: Page): string[] => [
  ...grouped(findings.filter((each) => isTold(each) && each.severity !== 'info')).flatMap((group) =>
    findingBlock(group, page),
  ),
  ...letPass(findings, page),
]

/** What a person has let pass is known, and stands apart from what is to be decided. */
const isTold = ({ acknowledged }: Finding): boolean => acknowledged === undefined

/** One line for each finding that a lock lets pass: what it is, why it may, and until when. */
function letPass(findings: readonly Finding[], { style, width }: Page): string[] {
  const lines = findings.flatMap(({ severity, heuristic, message, title, acknowledged }) => {
    if (acknowledged === undefined) return []
    const what = `${message || title} [${heuristic}, ${severity}]`
    return labelled(style.quiet('let pass'), style.quiet(`${what}: ${passText(acknowledged)}`), width)
  })
  return lines.length === 0 ? [] : ['', ...lines]
}

/** Findings of one heuristic that differ only in what they are about stand together: the title and the remedy once. */
function grouped(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { severity, heuristic, confidence, title, remedy } = finding
    const key = JSON.stringify([severity, heuristic, confidence, title, remedy])
    groups.set(key, [...(groups.get(key) ?? []), finding])
  }
  return [...groups.values()]
}

function findingBlock(group: readonly Finding[], page: Page): string[] {
  const { style, width } = page
  const [first] = group
  if (first === undefined) return []
  const tone = style.severity[first.severity]
  const doubt = first.confidence === 'high' ? '' : `, ${first.confidence} confidence`
  // A date that all share is said once, after them.
  const together = new Set(group.map(({ since }) => since && sinceText(since))).size === 1
  const shown = group.slice(0, FINDINGS_SHOWN)
  const since = (finding: Finding): string[] => (finding.since ? paragraph(sinceText(finding.since), width, LABEL) : [])
  return [
    '',
    ...labelled(tone(first.severity), `${tone(first.title)} ${style.quiet(`[${first.heuristic}]${doubt}`)}`, width),
    ...shown.flatMap((finding) => [
      ...(finding.message === '' ? [] : paragraph(finding.message, width, LABEL)),
      ...pathLines(finding, page),
      ...finding.evidence.slice(0, EVIDENCE_SHOWN).flatMap((where) => evidenceLines(where, page)),
      ...more(finding.evidence.length - EVIDENCE_SHOWN, 'place', page),
      ...(together ? [] : since(finding)),
    ]),
    ...more(group.length - shown.length, 'finding', page),
    ...(together ? since(first) : []),
    ...paragraph(first.remedy, width, LABEL).map((line, index) =>
      index === 0 ? `${' '.repeat(LABEL - 2)}${style.sign.remedy} ${line.slice(LABEL)}` : line,
    ),
  ]
}

const more = (number: number, noun: string, { style, width }: Page): string[] =>
  number > 0 ? paragraph(style.quiet(`and ${count(number, `more ${noun}`)}`), width, LABEL) : []

/** Place and excerpt on one line where both fit, else the whole excerpt below its place: nothing of it is cut. */
function evidenceLines({ file, line, excerpt }: Where, { style, width }: Page): string[] {
  if (file === '') return []
  const place = line > 0 ? `${file}:${line}` : file
  const one = `${style.place(place)}  ${excerpt}`
  const lines = paragraph(one, width, LABEL)
  if (lines.length === 1 || excerpt === '') return lines
  return [...paragraph(style.place(place), width, LABEL), ...paragraph(excerpt, width, LABEL + 2)]
}

/** Findings that only inform, a line each. */
function notes({ findings }: ServerReport, { style, width }: Page): string[] {
  const informing = findings.filter((each) => isTold(each) && each.severity === 'info')
  const lines = informing
    .slice(0, VALUES_SHOWN)
    .flatMap(({ title, message, heuristic }) =>
      labelled(style.severity.info('info'), style.quiet(`${message || title} [${heuristic}]`), width),
    )
  const more = informing.length - VALUES_SHOWN
  return informing.length === 0
    ? []
    : ['', ...lines, ...(more > 0 ? paragraph(style.quiet(`and ${more} more`), width, LABEL) : [])]
}

function about(server: ServerReport, page: Page): string[] {
  const { style, width } = page
  if (server.facts === null) {
    const why = whyNoCode(server) ?? 'see what could not be done, below'
    const code = labelled(style.quiet('code'), `not evaluated: ${why}`, width)
    return ['', ...onMachine(server, page), ...code, ...dependencyLines(server, page)]
  }
  const able = capabilities(server.facts)
  return [
    '',
    ...onMachine(server, page),
    ...labelled(style.quiet('can do'), able.length === 0 ? 'nothing that is watched' : able.join('; '), width),
    ...changed(server, page),
    ...dependencyLines(server, page),
    ...scoreLines(server, page),
  ]
}

function onMachine(server: ServerReport, { style, width }: Page): string[] {
  const text = onMachineText(server)
  return text === '' ? [] : labelled(style.quiet('on disk'), text, width)
}

function changed({ change, baseline, launch }: ServerReport, { style, width }: Page): string[] {
  const label = style.quiet('changed')
  if (baseline.release === null) {
    // Code of this machine was never released.
    return launch.kind === 'local' ? [] : labelled(label, 'there is no release to compare with', width)
  }
  const [first, ...rest] = changeLines(change, style, width, LABEL)
  const since = `${baseline.release.version}${BASELINE_FROM[baseline.from]}`
  if (first === undefined) return labelled(label, `nothing since ${since}`, width)
  return [...labelled(label, first.slice(LABEL), width), ...rest]
}

/** What the score is made of, along its lines. Findings are told above, so here their names do. */
function scoreLines({ score, findings }: ServerReport, { style, width }: Page): string[] {
  const lines = (['change', 'reach', 'publisher', 'configuration', 'dependencies'] as const).flatMap((line) => {
    const own = score.contributions.filter((each) => each.line === line && each.points < 0)
    const unknowns = own.filter(({ reason }) => UNKNOWN.test(reason)).map(({ reason }) => reason.replace(UNKNOWN, ''))
    const sums = new Map<string, number>()
    for (const each of own) {
      const name = UNKNOWN.test(each.reason) ? `unknown: ${unknowns.join(', ')}` : contributionName(each, findings)
      sums.set(name, (sums.get(name) ?? 0) + each.points)
    }
    const said = [...sums].map(([name, points]) => `${style.sign.minus}${Math.abs(points)} ${name}`)
    return own.length === 0 ? [] : paragraph(`${line}: ${some(said, CONTRIBUTIONS_SHOWN)}`, width, LABEL)
  })
  const [first = '', ...rest] = lines
  return lines.length === 0 ? [] : [...labelled(style.quiet('score'), first.slice(LABEL), width), ...rest]
}
