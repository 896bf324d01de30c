/** A report as GitHub's Markdown, for an issue or a pull request: a table of all servers, the worst first, then each of them. */
import type { DependencyReport, Finding, NotEvaluated, Report, ServerReport, Where } from '../model.js'
import { capabilities } from './capabilities.js'
import { changedKinds } from './changes.js'
import { sinceOf } from './dependencies.js'
import { serverUnderHome, shortener, underHome } from './home.js'
import { count, some } from './layout.js'
import { cell, code, fenced, prose } from './markdown-text.js'
import { severityCounts } from './severities.js'
import {
  BASELINE_FROM,
  contributionName,
  headline,
  onMachineText,
  passText,
  pointsOf,
  sinceText,
  startedBy,
  whyNoCode,
} from './words.js'

/** Places of one finding, and names in one list, that are written out; JSON has all. */
const PLACES = 10
const NAMES = 20

/** First line of every report. */
export const MARKDOWN_TITLE = '# MCP servers, audited by touchstone'

export interface MarkdownOptions {
  /** The user's home, to stand as `~`. */
  readonly home?: string
}

/** @returns lines that end in a line break; nothing of it is markup but what stands in this file */
export function renderMarkdown(report: Report, { home = '' }: MarkdownOptions = {}): string {
  const { failures, notEvaluated } = underHome(report, home)
  const servers = report.servers.map((server) => placesUnderHome(serverUnderHome(server, home), home))
  const blocks = [
    [MARKDOWN_TITLE],
    [...summaryOf(report)],
    servers.length === 0 ? [] : tableOf(servers),
    ...servers.flatMap(serverBlocks),
    ...sectionOf(
      'Could not be done',
      failures.map(
        ({ stage, subject, message, remedy }) => `${stage}, ${code(subject)}: ${prose(message)} → ${prose(remedy)}`,
      ),
    ),
    ...sectionOf(
      'Not evaluated',
      grouped(notEvaluated).map(
        ([{ what, why }, subjects]) => `${prose(what)} of ${some(subjects.map(code), NAMES)}: ${prose(why)}`,
      ),
    ),
    ...sectionOf(
      'Locked',
      (report.locked ?? []).map(({ server, purl }) => `${code(server)}${purl === null ? '' : `: ${code(purl)}`}`),
    ),
    ...sectionOf(
      'Not locked',
      (report.refused ?? []).map(({ server, why }) => `${code(server)}: ${prose(why)}`),
    ),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function placesUnderHome(server: ServerReport, home: string): ServerReport {
  const short = shortener(home)
  return { ...server, occurrences: server.occurrences.map((each) => ({ ...each, file: short(each.file) })) }
}

const CONCLUSION: Readonly<Record<Report['conclusion'], string>> = {
  pass: '**Pass.**',
  fail: '**Fail.**',
  incomplete: '**Incomplete**: something that should have been evaluated could not be.',
}

function summaryOf({ conclusion, servers }: Report): string[] {
  const verdicts = (['block', 'review', 'unknown', 'trust'] as const).flatMap((verdict) => {
    const number = servers.filter(({ score }) => score.verdict === verdict).length
    return number === 0 ? [] : [`${number} ${verdict}`]
  })
  const findings = servers.flatMap((server) => standing(server))
  const bySeverity = severityCounts(findings)
  return [
    [
      CONCLUSION[conclusion],
      ` ${counted(count(servers.length, 'server'), verdicts)};`,
      ` ${counted(count(findings.length, 'finding'), bySeverity)}.`,
    ].join(''),
  ]
}

const counted = (all: string, parts: readonly string[]): string =>
  parts.length === 0 ? all : `${all}: ${parts.join(', ')}`

/** Findings that nobody let pass. */
const standing = ({ findings }: ServerReport): readonly Finding[] =>
  findings.filter(({ acknowledged }) => acknowledged === undefined)

function tableOf(servers: readonly ServerReport[]): string[] {
  const rows = servers.map((server) => {
    const { score, name, release, baseline, package: ref, launch, facts } = server
    const from = baseline.release !== null && baseline.release.version !== release?.version ? baseline.release : null
    const versions = [from?.version, release?.version].filter((each) => each !== undefined)
    const what = [ref?.name ?? launch.origin ?? launch.kind, versions.join(' → ')].filter(Boolean).join(' ')
    const cells = [score.verdict.toUpperCase(), pointsOf(score), code(name), code(what)]
    return [...cells, severityCounts(standing(server)).join(', ') || (facts === null ? 'not evaluated' : 'none')]
  })
  return [
    '| Verdict | Score | Server | Runs | Findings |',
    '|-|-|-|-|-|',
    ...rows.map((cells) => `| ${cells.map(cell).join(' | ')} |`),
  ]
}

function serverBlocks(server: ServerReport): string[][] {
  const { findings, score, name } = server
  const passed = findings.flatMap(({ acknowledged, heuristic, title, message }) =>
    acknowledged === undefined
      ? []
      : [`- Let pass: ${prose(message || title)} (${code(heuristic)}): ${prose(passText(acknowledged))}`],
  )
  return [
    [`## ${score.verdict.toUpperCase()} ${code(name)}`],
    factsOf(server).map(([label, text]) => `- ${label}: ${text}`),
    ...standing(server).flatMap(findingBlocks),
    passed,
  ]
}

/** What is known of a server, a line each. */
function factsOf(server: ServerReport): (readonly [label: string, text: string])[] {
  const { release, score, facts, occurrences, findings, dependencies } = server
  const reasons = score.contributions
    .filter(({ points }) => points < 0)
    .map((each) => `−${Math.abs(each.points)} ${prose(contributionName(each, findings))}`)
  const able = facts === null ? [] : capabilities(facts)
  const places = occurrences.map(
    ({ client, scope, file, disabled }) => `${prose(client)} (${scope}${disabled ? ', disabled' : ''}) ${code(file)}`,
  )
  const rows: (readonly [string, string | null])[] = [
    ['score', [pointsOf(score), ...(reasons.length === 0 ? [] : [some(reasons, NAMES)])].join(': ')],
    ['release', release && code(release.purl)],
    ['integrity', release?.integrity.known ? code(release.integrity.value) : null],
    ['published', release && publishedOf(server)],
    ['runs', release === null ? prose(headline(server, '→')[0] ?? '') : prose(startedBy(server))],
    ['configured in', places.length === 0 ? null : some(places, NAMES)],
    ['on this machine', prose(onMachineText(server)) || null],
    ['can do', facts === null ? null : prose(able.join('; ')) || 'nothing that is watched'],
    ['changed', facts === null ? null : changedOf(server)],
    ['code', facts === null ? `not evaluated: ${prose(whyNoCode(server) ?? 'see what could not be done')}` : null],
    ['depends on', dependencies && dependenciesOf(dependencies, server)],
  ]
  return rows.flatMap(([label, text]) => (text === null || text === '' ? [] : [[label, text] as const]))
}

function publishedOf({ release }: ServerReport): string {
  if (release === null) return ''
  const { publishedAt, publisher, provenance } = release
  const said = [
    publishedAt.known ? publishedAt.value.slice(0, 10) : `unknown when (${publishedAt.reason})`,
    publisher.known ? `by ${publisher.value}` : '',
    provenance.known ? (provenance.value ? 'with provenance' : 'without provenance') : '',
  ]
  return prose(said.filter(Boolean).join(' '))
}

function changedOf({ change, baseline, launch }: ServerReport): string | null {
  if (baseline.release === null) return launch.kind === 'local' ? null : 'there is no release to compare with'
  const since = `since ${code(baseline.release.version)}${BASELINE_FROM[baseline.from]}`
  const kinds = changedKinds(change, { arrow: '→', ellipsis: '…' }).map(({ kind, added, removed, changed }) => {
    const values = [
      ...added.map((each) => `+ ${each}`),
      ...removed.map((each) => `− ${each}`),
      ...changed.map((each) => `~ ${each}`),
    ]
    return `${kind} ${some(values.map(code), NAMES)}`
  })
  return kinds.length === 0 ? `nothing ${since}` : `${since}: ${kinds.join('; ')}`
}

function dependenciesOf(dependencies: DependencyReport, { baseline }: ServerReport): string {
  const { tree, changes } = dependencies
  const packages = new Set(tree.packages.map(({ purl, version }) => `${purl} ${version}`)).size
  const summary = packages === 0 ? 'nothing' : count(packages, 'package')
  const since = sinceOf(dependencies, baseline.release?.version)
  if (since === null || (packages === 0 && changes.length === 0)) return summary
  if (changes.length === 0) return `${summary}, the same as ${prose(since.same)}`
  const named = changes.map(({ change, name, from, to }) => {
    const versions = [from?.version, to?.version].filter((each) => each !== undefined)
    return `${CHANGE[change]} ${code(`${name} ${[...new Set(versions)].join(' → ')}`)}`
  })
  return `${summary}; since ${prose(since.since)}: ${some(named, NAMES)}`
}

const CHANGE = { added: 'added', removed: 'gone', moved: 'moved', integrity: 'other bytes' } as const

function findingBlocks(finding: Finding): string[][] {
  const { severity, title, heuristic, confidence, message, path = [], since, remedy, evidence } = finding
  const doubt = confidence === 'high' ? '' : `, ${confidence} confidence`
  const places = evidence.filter(({ file }) => file !== '')
  const more = places.length - PLACES
  return [
    [`### ${severity}: ${prose(title)} (${code(heuristic)}${doubt})`],
    // Nothing of a stranger's begins a line, where it could begin a list or a heading.
    message === '' ? [] : [`Found: ${prose(message)}`],
    path.length === 0 ? [] : [`In: ${code(path.join(' › '))}`],
    ...places.slice(0, PLACES).map(evidenceLines),
    more > 0 ? [`And ${count(more, 'more place')}.`] : [],
    since === null ? [] : [`${prose(sinceText(since)).replace(/^s/, 'S')}.`],
    [`**What to do**: ${prose(remedy)}`],
  ]
}

function evidenceLines({ file, line, excerpt }: Where): string[] {
  const place = `At ${code(line > 0 ? `${file}:${line}` : file)}${excerpt === '' ? '' : ':'}`
  return excerpt === '' ? [place] : [place, '', ...fenced([excerpt], languageOf(file))]
}

const LANGUAGES: Readonly<Record<string, string>> = {
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  ts: 'ts',
  tsx: 'tsx',
  json: 'json',
}

function languageOf(file: string): string {
  const ending = /\.(\w{1,5})$/.exec(file)?.[1] ?? ''
  return Object.hasOwn(LANGUAGES, ending) ? (LANGUAGES[ending] ?? '') : ''
}

/** What shares a reason, once, with all that it is about. */
function grouped(all: readonly NotEvaluated[]): (readonly [NotEvaluated, readonly string[]])[] {
  const groups = new Map<string, readonly [NotEvaluated, Set<string>]>()
  for (const each of all) {
    const key = JSON.stringify([each.what, each.why])
    const group = groups.get(key) ?? ([each, new Set()] as const)
    group[1].add(each.subject)
    groups.set(key, group)
  }
  return [...groups.values()].map(([each, subjects]) => [each, [...subjects]])
}

const sectionOf = (title: string, lines: readonly string[]): string[][] =>
  lines.length === 0 ? [] : [[`## ${title}`], lines.map((each) => `- ${each}`)]
