/** The report as people read it in a terminal: one block per server, the worst first, and a summary at the end. */
import { type Fact, type Report, SEVERITIES, type Severity, type Verdict } from '../model.js'
import { failureLines, notEvaluatedLines, nothingFound } from './closing.js'
import { serverUnderHome, underHome } from './home.js'
import { count, LABEL, labelled, paragraph, usableWidth } from './layout.js'
import { type Page, serverBlock } from './server-block.js'
import { type Look, style } from './style.js'
import { visibleIn } from './visible.js'

export interface TextOptions extends Look {
  /** Width of the terminal. */
  readonly columns: number
  /** The user's home, to stand as `~`. */
  readonly home?: string
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
  const { home = '' } = options
  const servers = report.servers.map((server) => serverUnderHome(server, home))
  const shown = visibleIn({ ...underHome(report, home), servers })
  const page: Page = { style: style(options), width: usableWidth(options.columns) }
  const blocks = [
    ...shown.servers.flatMap((server) => [
      serverBlock(server, page),
      ...(options.facts === true && server.facts !== null ? [factList(server.facts, page)] : []),
    ]),
    ...(shown.servers.length === 0 && shown.failures.length === 0 ? [nothingFound(shown.searched, page)] : []),
    failureLines(shown.failures, page),
    notEvaluatedLines(shown.notEvaluated, page),
    ...(shown.servers.length === 0 && shown.failures.length === 0 ? [] : [summary(shown, options, page)]),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function summary({ servers, failures, conclusion, notEvaluated }: Report, options: TextOptions, page: Page): string[] {
  const { style, width } = page
  const all = servers.flatMap((server) => server.findings)
  const findings = all.filter(({ acknowledged }) => acknowledged === undefined)
  const passed = all.length - findings.length
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
    ...labelled(
      count(findings.length, 'finding'),
      [...severities, ...(passed > 0 ? [style.quiet(`${passed} let pass by the lock`)] : [])].join(', '),
      width,
    ),
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
