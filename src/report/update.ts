/** What `update` found and did, as people read it: per server the release, its age, its verdict, what changed, and what became of it. */
import type { DependencyChange, Report, ServerReport } from '../model.js'
import { changeLines } from './changes.js'
import { failureLines, notEvaluatedLines } from './closing.js'
import { shortener, underHome } from './home.js'
import { count, LABEL, labelled, paragraph, some, usableWidth } from './layout.js'
import type { Page } from './server-block.js'
import { type Look, style } from './style.js'
import { visibleIn } from './visible.js'

/** A report of `update`, with what its text says beyond the JSON. */
export interface UpdateReport extends Report {
  readonly updates: readonly UpdateLine[]
  readonly lock: {
    /** Absolute. */
    readonly file: string
    readonly change: 'changed' | 'unchanged' | 'failed'
  }
  /** Configured servers that are not in the lock. */
  readonly unknown: number
  /** Whether nothing was to be written. */
  readonly dryRun: boolean
}

export interface UpdateLine {
  readonly server: ServerReport
  readonly standing: 'updated' | 'current' | 'left' | 'refused'
  /** Versions; `null` where there is none. */
  readonly from: string | null
  readonly to: string | null
  /** Of the release that was judged, in words; `null` where it is unknown. */
  readonly age: string | null
  readonly remarks: readonly string[]
}

export interface UpdateTextOptions extends Look {
  /** Width of the terminal. */
  readonly columns: number
  /** The user's home, to stand as `~`. */
  readonly home: string
}

/** Packages below a server that are named. */
const PACKAGES = 6

const STANDINGS = ['refused', 'updated', 'left', 'current'] as const

/** @returns lines that end in a line break */
export function renderUpdate(report: UpdateReport, options: UpdateTextOptions): string {
  const { servers: _, ...rest } = underHome(report, options.home)
  const file = shortener(options.home)(report.lock.file)
  // Facts of a server, and the tree below it, are not shown, and need not be copied.
  const updates = report.updates.map((each) => ({
    ...each,
    server: { ...each.server, facts: null, dependencies: null },
  }))
  const below = report.updates.map(({ server }) => server.dependencies?.changes ?? [])
  const shown = visibleIn({ ...rest, updates, below, lock: { ...report.lock, file } })
  const page: Page = { style: style(options), width: usableWidth(options.columns) }
  const lines = STANDINGS.flatMap((standing) =>
    shown.updates.flatMap((each, index) =>
      each.standing === standing ? updateLines(each, shown.below[index] ?? [], page) : [],
    ),
  )
  const blocks = [
    lines,
    failureLines(shown.failures, page),
    notEvaluatedLines(shown.notEvaluated, page),
    closing(shown, page),
  ]
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`
}

function updateLines(line: UpdateLine, below: readonly DependencyChange[], page: Page): string[] {
  const { server, standing, from, to, age, remarks } = line
  const { style, width } = page
  const { sign, quiet } = style
  const tone = {
    updated: style.verdict.trust,
    refused: style.verdict.block,
    left: style.verdict.review,
    current: quiet,
  }
  const mark = { updated: sign.trust, refused: sign.block, left: sign.review, current: sign.dot }
  const moved = to !== null && to !== from
  const details = [
    moved ? `${from} ${sign.arrow} ${to}` : (from ?? ''),
    moved && age !== null ? `${age} old` : '',
    standing === 'current' || to === null ? '' : server.score.verdict,
  ]
  const text = [style.strong(server.name), details.filter(Boolean).join(` ${sign.dot} `)].join('  ')
  const judged = standing !== 'current' && to !== null
  return [
    ...labelled(tone[standing](`${mark[standing]} ${standing}`), text, width),
    ...(judged ? changeLines(server.change, style, width, LABEL) : []),
    ...(judged ? dependencyLines(below, page) : []),
    ...remarks.flatMap((remark) => paragraph(remark, width, LABEL)),
  ]
}

/** What came, went and moved below it; where they are many, the first of them. */
function dependencyLines(changes: readonly DependencyChange[], { style, width }: Page): string[] {
  if (changes.length === 0) return []
  const said = changes.map(({ change, name, from, to }) => {
    if (change === 'added') return `+${name} ${to?.version}`
    if (change === 'removed') return `${style.sign.minus}${name} ${from?.version}`
    if (change === 'integrity') return `${name} ${to?.version} with other bytes`
    return `${name} ${from?.version} ${style.sign.arrow} ${to?.version}`
  })
  return paragraph(`${style.quiet('below')} ${some(said, PACKAGES)}`, width, LABEL)
}

type Shown = Omit<UpdateReport, 'servers'>

function closing(shown: Shown, { style, width }: Page): string[] {
  const { updates, lock, unknown, dryRun, edits = [], conclusion } = shown
  const standings = STANDINGS.flatMap((standing) => {
    const number = updates.filter((each) => each.standing === standing).length
    return number === 0 ? [] : [`${number} ${standing}`]
  })
  const changed = updates.filter(({ standing }) => standing === 'updated').length
  const said = {
    changed: `${lock.file}: ${count(changed, 'server')} ${dryRun ? 'would change' : 'changed'}`,
    unchanged: `${lock.file}: unchanged`,
    failed: `${lock.file}: not written`,
  }
  const files = new Set(edits.map(({ file }) => file)).size
  const step =
    conclusion === 'incomplete'
      ? 'Mend what could not be done, and run it again.'
      : changed > 0 && !dryRun
        ? '`touchstone verify` holds what would run to the lock.'
        : ''
  return [
    ...labelled(count(updates.length, 'server'), standings.join(', ') || 'nothing to update', width),
    ...labelled('lock', said[lock.change], width),
    ...(files > 0
      ? labelled(
          'configs',
          `${count(edits.length, 'place')} in ${count(files, 'file')} ${dryRun ? 'would change' : 'changed'}`,
          width,
        )
      : []),
    ...(unknown > 0
      ? paragraph(
          `${count(unknown, 'server')} not in the lock: \`touchstone pin\` reviews ${unknown === 1 ? 'it' : 'them'}.`,
          width,
          LABEL,
        )
      : []),
    ...(step === '' ? [] : paragraph(`${style.sign.remedy} ${step}`, width, LABEL)),
  ]
}
