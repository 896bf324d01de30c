/** The block of one server: verdict and score, what was found with its evidence, what it can do, what changed. */
import stringWidth from 'string-width'
import type { Fact, Finding, ServerReport, Since, Where } from '../model.js'
import { capabilities } from './capabilities.js'
import { count, LABEL, labelled, paragraph, shorten, some } from './layout.js'
import type { Style } from './style.js'

export interface Page {
  readonly style: Style
  readonly width: number
}

const EVIDENCE_SHOWN = 3
const VALUES_SHOWN = 4
const CONTRIBUTIONS_SHOWN = 6
/** How the score says that evidence could not be had. */
const UNKNOWN = / is unknown$/

export function serverBlock(server: ServerReport, page: Page): string[] {
  return [
    ...header(server, page),
    ...server.findings.filter(({ severity }) => severity !== 'info').flatMap((finding) => findingBlock(finding, page)),
    ...notes(server, page),
    ...about(server, page),
  ]
}

function header(server: ServerReport, page: Page): string[] {
  const { score, package: ref, release, baseline, launch, occurrences } = server
  const { sign, verdict, strong, quiet } = page.style
  const points = score.value === null ? 'no score' : `${score.value}/100 ${score.grade ?? ''}`.trim()
  const what = ref?.name ?? launch.origin ?? launch.kind
  const versions = [baseline.release?.version, release?.version].filter((version) => version !== undefined)
  const started = [launch.runner, ref && (ref.floating ? `floats (${ref.spec})` : 'pinned')].filter(Boolean).join(', ')
  const clients = [
    ...new Set(occurrences.map(({ client, scope, disabled }) => `${client} (${scope}${disabled ? ', disabled' : ''})`)),
  ]
  const details = [
    [what, versions.join(` ${sign.arrow} `)].filter(Boolean).join(' '),
    launch.kind !== 'npm' ? launch.kind : occurrences.length > 0 ? started : '',
    some(clients, 3),
  ]
  const name = shorten(server.name, page.width - LABEL - points.length - 6, sign.ellipsis)
  const used = LABEL + stringWidth(name) + 2 + points.length + 1
  return [
    [
      verdict[score.verdict](`${sign[score.verdict]} ${score.verdict.toUpperCase().padEnd(LABEL - 2)}`) + strong(name),
      `  ${score.value === null ? quiet(points) : verdict[score.verdict](points)}`,
      quiet(` ${sign.rule.repeat(Math.max(page.width - used, 0))}`),
    ].join(''),
    ...paragraph(quiet(details.filter(Boolean).join(` ${sign.dot} `)), page.width, LABEL),
  ]
}

function findingBlock(finding: Finding, page: Page): string[] {
  const { style, width } = page
  const tone = style.severity[finding.severity]
  const doubt = finding.confidence === 'high' ? '' : `, ${finding.confidence} confidence`
  return [
    '',
    ...labelled(
      tone(finding.severity),
      `${tone(finding.title)} ${style.quiet(`[${finding.heuristic}]${doubt}`)}`,
      width,
    ),
    ...(finding.message === '' ? [] : paragraph(finding.message, width, LABEL)),
    ...finding.evidence.slice(0, EVIDENCE_SHOWN).flatMap((where) => evidenceLines(where, page)),
    ...(finding.evidence.length > EVIDENCE_SHOWN
      ? paragraph(style.quiet(`and in ${finding.evidence.length - EVIDENCE_SHOWN} more places`), width, LABEL)
      : []),
    ...(finding.since ? paragraph(sinceText(finding.since), width, LABEL) : []),
    ...paragraph(finding.remedy, width, LABEL).map((line, index) =>
      index === 0 ? `${' '.repeat(LABEL - 2)}${style.sign.remedy} ${line.slice(LABEL)}` : line,
    ),
  ]
}

/** Place and excerpt on one line where both fit, else the whole excerpt below its place: nothing of it is cut. */
function evidenceLines({ file, line, excerpt }: Where, { style, width }: Page): string[] {
  if (file === '') return []
  const place = line > 0 ? `${file}:${line}` : file
  const one = `${style.place(place)}  ${excerpt}`
  const lines = paragraph(one, width, LABEL)
  if (lines.length === 1 || excerpt === '') return lines
  return [...paragraph(style.place(place), width, LABEL), ...paragraph(excerpt, width, LABEL + 2)]
}

export function sinceText({ version, date, releasesBefore }: Since): string {
  const when = date === null ? version : `${version}, ${date}`
  if (releasesBefore === 0) return `since the first release, ${when}`
  return `since ${when}; ${count(releasesBefore, 'release')} without it`
}

/** Findings that only inform, a line each. */
function notes({ findings }: ServerReport, { style, width }: Page): string[] {
  const informing = findings.filter(({ severity }) => severity === 'info')
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
    const why =
      server.launch.reason ?? (server.launch.kind === 'npm' ? 'see what could not be done, below' : 'not audited')
    return ['', ...labelled(style.quiet('code'), `not evaluated: ${why}`, width)]
  }
  const able = capabilities(server.facts)
  return [
    '',
    ...labelled(style.quiet('can do'), able.length === 0 ? 'nothing that is watched' : able.join('; '), width),
    ...changeLines(server, page),
    ...scoreLines(server, page),
  ]
}

function changeLines({ change, baseline }: ServerReport, { style, width }: Page): string[] {
  const label = style.quiet('changed')
  if (baseline.release === null) return labelled(label, 'there is no release to compare with', width)
  const { added, removed } = change
  if (added.length + removed.length === 0) return labelled(label, `nothing since ${baseline.release.version}`, width)
  const kinds = [...new Set([...added, ...removed].map((fact) => fact.kind))].sort()
  const lines = kinds.flatMap((kind) => {
    const values = (facts: readonly Fact[]) =>
      facts
        .filter((fact) => fact.kind === kind)
        .map((fact) => shorten(fact.value, width - LABEL * 2, style.sign.ellipsis))
    const plus = values(added)
    const minus = values(removed)
    const parts = [
      ...(plus.length > 0 ? [style.added(`+ ${some(plus, VALUES_SHOWN)}`)] : []),
      ...(minus.length > 0 ? [style.removed(`${style.sign.minus} ${some(minus, VALUES_SHOWN)}`)] : []),
    ]
    return paragraph(`${kind} ${parts.join('  ')}`, width, LABEL)
  })
  const [first = '', ...rest] = lines
  return [...labelled(label, first.slice(LABEL), width), ...rest]
}

/** What the score is made of, along its three lines. Findings are told above, so here their names do. */
function scoreLines({ score, findings }: ServerReport, { style, width }: Page): string[] {
  const points = (number: number): string => `${style.sign.minus}${Math.abs(number)}`
  const named = (reason: string): string =>
    findings.find(({ heuristic }) => reason.startsWith(`${heuristic}: `))?.heuristic ?? reason
  const lines = (['change', 'reach', 'publisher'] as const).flatMap((line) => {
    const own = score.contributions.filter((each) => each.line === line && each.points < 0)
    const unknowns = own.filter(({ reason }) => UNKNOWN.test(reason))
    const said = own
      .filter((each) => !unknowns.includes(each))
      .map((each) => `${points(each.points)} ${named(each.reason)}`)
    if (unknowns.length > 0) {
      const sum = unknowns.reduce((total, each) => total + each.points, 0)
      said.push(`${points(sum)} unknown: ${unknowns.map(({ reason }) => reason.replace(UNKNOWN, '')).join(', ')}`)
    }
    return own.length === 0 ? [] : paragraph(`${line}: ${some(said, CONTRIBUTIONS_SHOWN)}`, width, LABEL)
  })
  const [first = '', ...rest] = lines
  return lines.length === 0 ? [] : [...labelled(style.quiet('score'), first.slice(LABEL), width), ...rest]
}
