/** The report as people read it in a terminal: one block per server, the worst first, and a summary at the end. */
import {
  type Fact,
  type Failure,
  type NotEvaluated,
  type Report,
  SEVERITIES,
  type Severity,
  type Verdict,
} from '../model.js'
import { count, LABEL, labelled, paragraph, usableWidth } from './layout.js'
import { type Page, serverBlock } from './server-block.js'
import { type Look, style } from './style.js'
import { visibleIn } from './visible.js'

export interface TextOptions extends Look {
  /** Width of the terminal. */
  readonly columns: number
  /** The severity from which a finding fails the audit. */
  readonly failOn: Severity
  /** Whether what is not evaluated makes the audit incomplete. */
  readonly strict?: boolean
  /** Whether every fact is listed, as `inspect` has it. */
  readonly facts?: boolean
}

const VERDICTS: readonly Verdict[] = ['block', 'review', 'unknown', 'trust']

/** @returns lines that end in a line break, at most `columns` wide wherever words allow it. */
export function renderText(report: Report, options: TextOptions): string {
  const shown = visibleIn(report)
  const page: Page = { style: style(options), width: usableWidth(options.columns) }
  const blocks = [
    ...shown.servers.flatMap((server) => [
      serverBlock(server, page),
      ...(options.facts === true && server.facts !== null ? [factList(server.facts, page)] : []),
    ]),
    ...(shown.servers.length === 0 && shown.failures.length === 0 ? [nothingFound(shown, page)] : []),
    failureLines(shown.failures, page),
    notEvaluatedLines(shown.notEvaluated, page),
    ...(shown.servers.length === 0 && shown.failures.length === 0 ? [] : [summary(shown, options, page)]),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function failureLines(failures: readonly Failure[], { style, width }: Page): string[] {
  if (failures.length === 0) return []
  return [
    style.strong('Could not be done, so that the audit is incomplete'),
    ...failures.flatMap(({ stage, subject, message, remedy }) => [
      ...labelled(
        style.severity.high(`${style.sign.failure} ${stage}`),
        `${style.strong(readable(subject))}: ${message}`,
        width,
      ),
      ...paragraph(`${style.sign.remedy} ${remedy}`, width, LABEL),
    ]),
  ]
}

/** One line for all that share a reason; particulars in brackets at its end are left out where they differ. */
function notEvaluatedLines(all: readonly NotEvaluated[], { style, width }: Page): string[] {
  if (all.length === 0) return []
  const groups = new Map<string, NotEvaluated[]>()
  for (const each of all) {
    const key = `${each.what}\n${withoutParticulars(each.why)}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [
    style.strong('Not evaluated'),
    ...[...groups.values()].flatMap((group) => {
      const [{ what, why } = { what: '', why: '' }] = group
      const subjects = [...new Set(group.map(({ subject }) => readable(subject)))]
      const places = subjects.every((subject) => PLACE.test(subject))
      const named = subjects.length > NAMED ? count(subjects.length, places ? 'place' : 'server') : subjects.join(', ')
      const because = group.every((each) => each.why === why) ? why : withoutParticulars(why)
      return paragraph(`${what} ${places ? 'in' : 'of'} ${named}: ${because}`, width, 4).map((line, index) =>
        index === 0 ? `  ${style.sign.dot} ${line.slice(4)}` : line,
      )
    }),
  ]
}

/** Subjects named before they are only counted. */
const NAMED = 2

/** A file, or a place in one; everything else names a server. */
const PLACE = /^(\/|[A-Za-z]:\\)|#\//

const withoutParticulars = (why: string): string => why.replace(/ \([^()]*\)$/, '')

/** `pkg:npm/%40scope/name@1.0.0` → `@scope/name@1.0.0`; everything else as it is. */
const readable = (subject: string): string =>
  subject.startsWith('pkg:npm/') ? subject.slice('pkg:npm/'.length).replace('%40', '@') : subject

function nothingFound({ searched }: Report, { style, width }: Page): string[] {
  const files = new Map(searched.map((each) => [each.file, each])).values()
  return [
    style.strong('No MCP server is configured in the places where touchstone looks:'),
    ...[...files].flatMap(({ client, file, found }) =>
      paragraph(`${file} ${style.quiet(`${client}${found === 'absent' ? '' : `, ${found}`}`)}`, width, 2),
    ),
    '',
    ...paragraph(
      '`touchstone scan --sample` audits ten well-known servers; `--config FILE` names a file to read.',
      width,
      0,
    ),
  ]
}

function summary({ servers, failures, conclusion, notEvaluated }: Report, options: TextOptions, page: Page): string[] {
  const { style, width } = page
  const findings = servers.flatMap((server) => server.findings)
  const verdicts = VERDICTS.flatMap((verdict) => {
    const number = servers.filter(({ score }) => score.verdict === verdict).length
    return number === 0 ? [] : [style.verdict[verdict](`${number} ${verdict}`)]
  })
  const severities = SEVERITIES.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length
    return number === 0 ? [] : [style.severity[severity](`${number} ${severity}`)]
  })
  const words = {
    pass: style.verdict.trust('pass'),
    fail: style.verdict.block('fail'),
    incomplete: style.verdict.unknown('incomplete'),
  }
  const because = {
    pass: `nothing at or above ${options.failOn}`,
    fail: `findings at or above ${options.failOn}`,
    incomplete:
      failures.length > 0
        ? `${count(failures.length, 'thing')} could not be done, and may hide something`
        : `${count(notEvaluated.length, 'thing')} not evaluated, and --strict`,
  }
  return [
    ...labelled(count(servers.length, 'server'), verdicts.join(', '), width),
    ...labelled(count(findings.length, 'finding'), severities.join(', '), width),
    ...labelled(words[conclusion], because[conclusion], width),
    ...(findings.length > 0
      ? paragraph(style.quiet('`touchstone explain <heuristic>` says more of a finding.'), width, LABEL)
      : []),
  ]
}

/** All facts, grouped by kind. */
function factList(facts: readonly Fact[], { style, width }: Page): string[] {
  const kinds = [...new Set(facts.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const own = facts.filter((fact) => fact.kind === kind)
    return [
      `${style.strong(kind)} ${style.quiet(String(own.length))}`,
      ...own.flatMap(({ value, where, reach }) =>
        paragraph(
          `${value}  ${style.place(`${where.file}:${where.line}`)}${reach === 'runs' ? '' : ` ${style.quiet(reach)}`}`,
          width,
          2,
        ),
      ),
    ]
  })
}
