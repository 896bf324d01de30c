/** What `pin` did, as people read it: which lock, what of each server, what it wrote, and the next step. */
import { type Finding, type LockedServer, type Report, type ServerReport, severityRank } from '../model.js'
import { failureLines, notEvaluatedLines, nothingFound } from './closing.js'
import { shortener, underHome } from './home.js'
import { count, LABEL, labelled, paragraph, some, usableWidth } from './layout.js'
import type { Page } from './server-block.js'
import { type Look, style } from './style.js'
import { visibleIn } from './visible.js'

/** A report of `pin`, with what its text says beyond the JSON. */
export interface PinReport extends Report {
  readonly decisions: readonly PinDecision[]
  readonly lock: {
    /** Absolute. */
    readonly file: string
    readonly change: 'made' | 'changed' | 'unchanged' | 'none' | 'failed'
    /** Servers in it. */
    readonly servers: number
  }
  /** Keys of the lock whose servers are configured no more. */
  readonly gone: readonly string[]
  /** Places that `--write` would pin. */
  readonly floating: number
  /** Servers of the user that this lock does not cover. */
  readonly elsewhere: number
  /** Whether nothing was to be written. */
  readonly dryRun: boolean
}

export interface PinDecision {
  readonly server: ServerReport
  readonly standing: 'new' | 'kept' | 'changed' | 'refused'
  readonly before: LockedServer | null
  readonly locked: LockedServer | null
  readonly remarks: readonly string[]
}

export interface PinTextOptions extends Look {
  /** Width of the terminal. */
  readonly columns: number
  /** The user's home, to stand as `~`. */
  readonly home: string
}

/** Reasons named of one server; `scan` shows all. */
const REASONS = 12

/** @returns lines that end in a line break */
export function renderPin(report: PinReport, options: PinTextOptions): string {
  const short = shortener(options.home)
  const { decisions, servers: _, ...rest } = underHome(report, options.home)
  // Dependencies of a locked server are counted and not shown: they need not be copied.
  const shown = visibleIn({
    ...rest,
    lock: { ...rest.lock, file: short(rest.lock.file) },
    decisions: decisions.map(decisionOf),
  })
  const page: Page = { style: style(options), width: usableWidth(options.columns) }
  const files = new Set(shown.edits?.map(({ file }) => file)).size
  const nothing = shown.decisions.length === 0
  const blocks = [
    shown.decisions.flatMap((each) => decisionLines(each, page)),
    nothing && shown.failures.length === 0 ? nothingFound(shown.searched, page) : [],
    failureLines(shown.failures, page),
    notEvaluatedLines(shown.notEvaluated, page),
    closing(shown, files, page),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** What is printed of a decision. */
interface Line {
  /** `null` where another release was judged than the one that stays locked. */
  readonly verdict: ServerReport['score']['verdict'] | null
  readonly name: string
  readonly id: string
  readonly standing: PinDecision['standing']
  readonly from: string | null
  readonly details: readonly string[]
  readonly reasons: readonly string[]
}

function decisionOf({ server, standing, before, locked, remarks }: PinDecision): Line {
  const release = locked?.purl == null ? null : readable(locked.purl)
  const today = server.release === null ? server.package?.spec : `${server.release.name}@${server.release.version}`
  const what = (standing === 'refused' ? today : (release ?? server.package?.spec)) ?? server.launch.origin
  const dependencies = locked?.dependencies?.size
  const clients = server.occurrences.map(({ client, scope, disabled }) =>
    [client, ' (', scope, disabled ? ', disabled' : '', ')'].join(''),
  )
  const version = before?.purl == null ? null : before.purl.replace(/^.*@/, '')
  const identity = server.package?.ecosystem !== 'npm' && locked?.behaviour == null
  return {
    verdict: standing === 'kept' && isOther(server, locked) ? null : server.score.verdict,
    name: server.name,
    id: server.id,
    standing,
    from: standing === 'changed' && before?.purl !== locked?.purl ? version : null,
    details: [
      what ?? '',
      server.package?.ecosystem === 'npm' ? '' : server.launch.kind,
      // Several servers of one package are told apart by what they ask for.
      /#\d+$/.test(server.id) && server.package?.floating ? `by ${server.package.spec}` : '',
      // What a bridge reaches is what people know the server by.
      server.package === null || server.launch.origin === null ? '' : `reaches ${server.launch.origin}`,
      standing === 'refused' && version !== null ? `${version} stays locked` : '',
      standing !== 'refused' && dependencies !== undefined ? count(dependencies, 'dependency', 'dependencies') : '',
      standing !== 'refused' && identity ? 'locked as it is started' : '',
      some([...new Set(clients)], 3),
    ].filter(Boolean),
    reasons: standing === 'refused' ? remarks : [...remarks, ...letPass(server, locked), ...reasonsOf(server, locked)],
  }
}

const isOther = ({ release }: ServerReport, locked: LockedServer | null): boolean =>
  release !== null && locked?.purl != null && release.purl !== locked.purl

const readable = (purl: string): string => purl.replace(/^pkg:[^/]+\//, '').replace('%40', '@')

/** Why a server that is locked deserves a look. */
function reasonsOf({ score, findings }: ServerReport, locked: LockedServer | null): string[] {
  if (score.verdict !== 'review') return []
  const passing = passed(locked)
  const grave = findings
    .filter(
      ({ severity, fingerprint }) => severityRank(severity) <= severityRank('medium') && !passing.has(fingerprint),
    )
    .toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity))
  return grave.map(inWords)
}

/** All that is let pass, each by name: who accepts one finding sees what else goes with it. */
const letPass = ({ findings }: ServerReport, locked: LockedServer | null): string[] =>
  findings.filter(({ fingerprint }) => passed(locked).has(fingerprint)).map((each) => `let pass: ${inWords(each)}`)

const passed = (locked: LockedServer | null): ReadonlySet<string> =>
  new Set(locked?.acknowledged.map(({ fingerprint }) => fingerprint))

const inWords = ({ severity, message, title, heuristic }: Finding): string =>
  `${severity}: ${message || title} [${heuristic}]`

function decisionLines({ verdict, name, standing, from, details, reasons }: Line, { style, width }: Page): string[] {
  const { sign } = style
  const tone = { new: style.added, changed: style.severity.medium, kept: style.quiet, refused: style.removed }[standing]
  const said = from === null ? standing : `${standing} from ${from}`
  const text = [style.strong(name), tone(said), style.quiet(details.join(` ${sign.dot} `))].join('  ')
  const shown = reasons.slice(0, REASONS)
  const more = reasons.length - shown.length
  const label =
    verdict === null ? style.quiet(`${sign.dot} locked`) : style.verdict[verdict](`${sign[verdict]} ${verdict}`)
  return [
    ...labelled(label, text, width),
    ...shown.flatMap((reason) => paragraph(reason, width, LABEL)),
    ...(more > 0 ? paragraph(style.quiet(`and ${count(more, 'more reason')}`), width, LABEL) : []),
  ]
}

type Shown = Omit<PinReport, 'decisions' | 'servers'> & { readonly decisions: readonly Line[] }

function closing(shown: Shown, files: number, { style, width }: Page): string[] {
  const { decisions, lock, gone, elsewhere } = shown
  if (decisions.length === 0 && lock.change === 'none') return []
  const standings = (['new', 'changed', 'kept', 'refused'] as const).flatMap((standing) => {
    const number = decisions.filter((each) => each.standing === standing).length
    return number === 0 ? [] : [`${number} ${standing}`]
  })
  const lines = [
    ...labelled(count(decisions.length, 'server'), standings.join(', '), width),
    ...labelled('lock', lockWords(shown), width),
  ]
  if (gone.length > 0) {
    lines.push(...paragraph(`no more in it, as nothing starts them: ${some(gone, 4)}`, width, LABEL))
  }
  if (elsewhere > 0) {
    const whose = `${elsewhere} of the user's servers`
    lines.push(...paragraph(`not in it: ${whose}, which \`touchstone pin --global\` locks`, width, LABEL))
  }
  lines.push(...labelled('configs', configWords(shown, files), width))
  return [...lines, ...nextStep(shown, style, width)]
}

function lockWords({ lock, dryRun }: Shown): string {
  const holding = `${lock.file}, ${count(lock.servers, 'server')}`
  if (lock.change === 'none') return 'none is written: there is nothing to lock'
  if (lock.change === 'failed') return `${lock.file}: not written, as said above`
  if (lock.change === 'unchanged') return `${holding}: as it was`
  return `${holding}: ${dryRun ? 'would be ' : ''}${lock.change === 'made' ? 'new' : 'changed'}`
}

function configWords({ edits = [], floating, dryRun }: Shown, files: number): string {
  if (edits.length > 0) {
    const changed = `${count(edits.length, 'change')} in ${count(files, 'file')}`
    return dryRun ? `${changed} would be written` : `${changed}; clients take them when they start again`
  }
  if (floating === 0) return 'as they were'
  const them = floating === 1 ? 'place floats' : 'places float'
  return `${floating} ${them}: \`touchstone pin --write\` pins ${floating === 1 ? 'it' : 'them'}`
}

/** An id is a stranger's text, and stands in a command here that somebody may copy. */
const typed = (id: string): string => (/^[\w.@/:#-]+$/.test(id) ? id : '<server>')

function nextStep(shown: Shown, style: Page['style'], width: number): string[] {
  const { decisions, dryRun } = shown
  const refused = decisions.filter(({ standing }) => standing === 'refused')
  const [blocked] = refused.filter(({ verdict }) => verdict !== 'unknown')
  const text =
    blocked !== undefined
      ? `\`touchstone scan\` shows all that was found; \`touchstone pin --accept ${typed(blocked.id)} --reason "${style.sign.ellipsis}"\` locks it all the same.`
      : refused.length > 0 || shown.failures.length > 0
        ? 'Mend what could not be done, and run it again: what is whole stays as it is.'
        : dryRun
          ? 'The same without `--dry-run` writes it.'
          : '`touchstone verify` holds what is configured, and what would run, to the lock.'
  return paragraph(`${style.sign.remedy} ${text}`, width, LABEL)
}
