/** What `verify` found, as people read it: per server what differs from the lock, what the difference does, and the next step. */
import { type Drift, type DriftKind, type Report, type ServerReport, type Severity, severityRank } from '../model.js'
import { changeLines } from './changes.js'
import { failureLines, notEvaluatedLines } from './closing.js'
import { serverUnderHome, shortener, underHome } from './home.js'
import { count, LABEL, labelled, paragraph, usableWidth } from './layout.js'
import { findingLines, type Page } from './server-block.js'
import { type Look, style } from './style.js'
import { visibleIn } from './visible.js'

export interface DriftTextOptions extends Look {
  /** Width of the terminal. */
  readonly columns: number
  /** The user's home, to stand as `~`. */
  readonly home: string
  /** Absolute path of the lock. */
  readonly lock: string
  /** Whether what is not evaluated makes the answer incomplete. */
  readonly strict?: boolean
}

/** Servers that are written out, the worst first: no machine has as many, but a lock that somebody made up. JSON has all. */
const MOST_SERVERS = 100

/** Drifts of one kind that are written out; JSON has all. */
const SHOWN = 8

const LABELS: Readonly<Record<DriftKind, string>> = {
  config: 'config',
  version: 'version',
  integrity: 'integrity',
  dependency: 'depends on',
  publisher: 'publisher',
  provenance: 'provenance',
  cache: 'on disk',
}

/** @returns lines that end in a line break, at most `columns` wide wherever words allow it */
export function renderDrift(report: Report, options: DriftTextOptions): string {
  const { home } = options
  const lock = shortener(home)(options.lock)
  // Facts, trees and manifests are not shown, and need not be copied.
  const servers = report.servers.map((server) => ({
    ...serverUnderHome(server, home),
    ...{ facts: null, dependencies: null, release: null, baseline: { from: server.baseline.from, release: null } },
  }))
  const shown = visibleIn({ ...underHome(report, home), servers, lock })
  const page: Page = { style: style(options), width: usableWidth(options.columns) }
  const drifted = new Map<string, Drift[]>()
  for (const each of shown.drift ?? []) {
    const others = drifted.get(each.server)
    if (others === undefined) drifted.set(each.server, [each])
    else others.push(each)
  }
  const byId = new Map(shown.servers.map((server) => [server.id, server]))
  const blocks = [
    ...[...drifted].slice(0, MOST_SERVERS).map(([id, drift]) => driftBlock(id, drift, byId.get(id), page)),
    moreServers([...drifted.values()].slice(MOST_SERVERS), page),
    failureLines(shown.failures, page),
    notEvaluatedLines(shown.notEvaluated, page),
    closing({ ...shown, lock }, drifted.size, options, page),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** @param left drift of each server that is not written out */
function moreServers(left: readonly (readonly Drift[])[], { style, width }: Page): string[] {
  const [worst] = left[0] ?? []
  if (worst === undefined) return []
  const text = `and ${count(left.length, 'more server')} that ${left.length === 1 ? 'differs' : 'differ'}, the worst ${worst.severity}: --json has all`
  return paragraph(style.quiet(text), width, LABEL)
}

function driftBlock(id: string, drift: readonly Drift[], server: ServerReport | undefined, page: Page): string[] {
  const { style, width } = page
  const [worst] = drift
  if (worst === undefined) return []
  const name = server === undefined || server.name === id ? '' : style.quiet(` ${style.sign.dot} ${id}`)
  // What is found is drift by itself where the lock does not know it, and is told once, with what to do about it.
  const found = new Set(server?.findings.map(({ message, title }) => message || title))
  const differs = drift.filter(({ message }) => !found.has(message))
  return [
    ...labelled(tone(page, worst.severity)(worst.severity), `${style.strong(server?.name ?? id)}${name}`, width),
    ...kindsOf(differs).flatMap((kind) =>
      kindLines(
        differs.filter((each) => each.kind === kind),
        page,
      ),
    ),
    ...(server === undefined ? [] : newBehaviour(drift, server, page)),
    ...(server === undefined ? [] : findingLines(server.findings, page)),
    // Apart from what the last finding asks for.
    ...(server?.findings.some(({ severity }) => severity !== 'info') ? [''] : []),
    ...steps(drift, server).flatMap((step) =>
      paragraph(step, width, LABEL).map((line, index) =>
        index === 0 ? `${' '.repeat(LABEL - 2)}${style.sign.remedy} ${line.slice(LABEL)}` : line,
      ),
    ),
  ]
}

const tone = ({ style }: Page, severity: Severity) => style.severity[severity]

const kindsOf = (drift: readonly Drift[]): readonly DriftKind[] => [...new Set(drift.map(({ kind }) => kind))]

/** The label once; each drift in a paragraph of its own, the way to a package below it. */
function kindLines(drift: readonly Drift[], page: Page): string[] {
  const { style, width } = page
  const lines = drift.slice(0, SHOWN).flatMap(({ message, path, severity }) => [
    ...paragraph(
      severityRank(severity) <= severityRank('high') ? tone(page, severity)(message) : message,
      width,
      LABEL,
    ),
    // The server itself and the package are named already.
    ...(path.length > 2 ? paragraph(style.quiet(`by ${path.join(' › ')}`), width, LABEL) : []),
  ])
  const more = drift.length - SHOWN
  const [first = '', ...rest] = lines
  const [kind = 'config'] = kindsOf(drift)
  return [
    ...labelled(style.quiet(LABELS[kind]), first.slice(LABEL), width),
    ...rest,
    ...(more > 0 ? paragraph(style.quiet(`and ${more} more`), width, LABEL) : []),
  ]
}

/** The whole difference of a release that is another one than the locked one. */
function newBehaviour(drift: readonly Drift[], { change, baseline }: ServerReport, { style, width }: Page): string[] {
  const moved = drift.some(({ kind, path }) => path.length === 0 && (kind === 'version' || kind === 'integrity'))
  if (!moved || baseline.from !== 'lock') return []
  const [first, ...rest] = changeLines(change, style, width, LABEL)
  return first === undefined ? [] : [...labelled(style.quiet('changed'), first.slice(LABEL), width), ...rest]
}

/** What a person does next: at most one line for each sort of drift. */
function steps(drift: readonly Drift[], server: ServerReport | undefined): string[] {
  const has = (...kinds: readonly DriftKind[]): boolean => drift.some(({ kind }) => kinds.includes(kind))
  // A name is a stranger's text, and stands in a command here.
  const name = server === undefined || !/^[\w.@/-]+$/.test(server.name) ? (server?.id ?? '') : server.name
  const told: string[] = []
  if (drift.some(({ kind, from }) => kind === 'config' && from === 'block')) {
    return ['Take it out of the configuration, or change the decision in the lock.']
  }
  if (drift.some(({ kind, severity }) => kind === 'integrity' && severity === 'critical')) {
    return server?.launch.kind === 'local'
      ? ['Do not start it before you know who changed it. `touchstone pin` locks it as it is now, once it is meant so.']
      : ['Do not start it before you know why: a published version never changes its bytes.']
  }
  if (has('config', 'integrity'))
    told.push('`touchstone pin` reviews and locks what is configured now, once it is meant so.')
  const floats = server?.package?.floating === true
  const holds = '`touchstone pin --write` holds the configuration to what is locked'
  const isGrave = ({ kind, severity, path }: Drift): boolean =>
    kind === 'version' && path.length === 0 && severityRank(severity) <= severityRank('high')
  // What is locked is then gone, or itself bad by now: nobody should be held to it.
  const isSpoilt = ({ kind, path, from, to }: Drift): boolean =>
    kind === 'version' && path.length === 0 && (to === null || to === from)
  const mayHold = floats && !drift.some(isSpoilt)
  if (mayHold && drift.some(isGrave)) told.push(`${holds}.`)
  else if (has('version', 'dependency', 'publisher', 'provenance')) {
    const judges = `\`touchstone update ${name}\` judges it, and locks what may be trusted`
    told.push(`${judges}${mayHold && has('version') ? `; ${holds}` : ''}.`)
  }
  if (has('cache')) told.push('Remove the copy: the next start then takes what the configuration names.')
  return told
}

interface Closing extends Report {
  readonly lock: string
}

function closing(report: Closing, drifted: number, { strict }: DriftTextOptions, { style, width }: Page): string[] {
  const { servers, failures, conclusion, lock, drift = [], notEvaluated } = report
  const names = new Set(drift.map(({ server }) => server))
  const same = servers.filter(({ id }) => !names.has(id)).length
  const words = {
    pass: style.verdict.trust('as locked'),
    fail: style.verdict.block('drift'),
    incomplete: style.verdict.unknown('incomplete'),
  }
  const because = {
    pass: `${count(same, 'server')} as locked in ${lock}`,
    fail: `${count(drifted, 'server')} ${drifted === 1 ? 'differs' : 'differ'} from ${lock}${same > 0 ? `, ${same} as locked` : ''}`,
    incomplete: [
      failures.length > 0 ? `${count(failures.length, 'thing')} could not be done` : '',
      failures.length === 0 && strict ? `${count(notEvaluated.length, 'thing')} not evaluated, and --strict` : '',
      drifted > 0 ? `${count(drifted, 'server')} ${drifted === 1 ? 'differs' : 'differ'} from ${lock}` : '',
      same > 0 ? `${same} as locked as far as it is known` : '',
    ]
      .filter(Boolean)
      .join(', '),
  }
  return labelled(words[conclusion], because[conclusion], width)
}
