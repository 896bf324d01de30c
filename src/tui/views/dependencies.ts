/** The packages below a server: which there are, what changed, and what was found about them. Pure. */
import type { DependencyChange, DependencyReport, Finding, ServerReport } from '../../model.js'
import { dependencySummary } from '../../report/dependencies.js'
import { count } from '../../report/layout.js'
import { type Body, bodyOfLines, EMPTY_LINE, fitted, type Line, line, type Stop, span, strong } from '../line.js'
import { findingStop, goneStop, packageStop, whyNoDependencies } from '../state/dependencies.js'
import { type DependencyFilter, type SeenNode, type TreeView, treeView } from '../state/dependency-tree.js'
import { type ReviewState, reportOf, type ScreenOf } from '../state/model.js'
import { belowPackage, findingSpans, goneLine, packageLine } from './dependencies-row.js'
import { bodyWidth, signsOf } from './look.js'
import { below, paragraph, type Sheet, sheetOf, tidied } from './prose.js'

/** Findings of one package that are named. */
const FINDINGS = 3

export function dependenciesBody(state: ReviewState, { server, only }: ScreenOf<'dependencies'>): Body {
  const report = reportOf(state, server)
  const view = report === null ? null : treeView(report, only)
  const sheet = sheetOf(state)
  if (report === null || view === null || report.dependencies === null) {
    return bodyOfLines(paragraph(line(whyNoDependencies(state, server) ?? ''), sheet))
  }
  const wide: Sheet = { width: bodyWidth(state), signs: signsOf(state) }
  return below(headLines(report, view, only, sheet), treeBody(view, wide))
}

function headLines(report: ServerReport, view: TreeView, only: DependencyFilter, sheet: Sheet): readonly Line[] {
  const { baseline, tree } = report.dependencies ?? { baseline: 'none', tree: { root: '' } }
  const summary = dependencySummary(report) ?? ''
  const { release, name } = report
  const compared = baseline === 'none' && view.counts.all > 0 ? '; there is nothing to compare it with' : ''
  const empty = emptyText(view, only, baseline)
  return [
    ...paragraph(
      [
        strong(release === null ? name : `${release.name} ${release.version}`),
        span(` depends on ${summary}${compared}.`),
      ],
      sheet,
    ),
    tidied(tabs(view, only)),
    EMPTY_LINE,
    ...(empty === null ? [] : paragraph(line(empty), sheet)),
    ...(view.nodes.length === 0
      ? []
      : [line(strong(release === null ? tree.root : `${release.name} ${release.version}`))]),
  ]
}

/** The filters with what they leave; the one that is on stands in brackets. */
function tabs({ counts }: TreeView, only: DependencyFilter): Line {
  const filters = [
    ['all', 'all'],
    ['changed', 'changed'],
    ['findings', 'with findings'],
  ] as const
  return filters.flatMap(([filter, name]) => [
    filter === only ? strong(`[${name} ${counts[filter]}]`, 'accent') : span(` ${name} ${counts[filter]} `, 'quiet'),
    span(' '),
  ])
}

/** What is said in the place of an empty tree. */
function emptyText(view: TreeView, only: DependencyFilter, baseline: DependencyReport['baseline']): string | null {
  if (view.nodes.length + view.gone.length + view.elsewhere.length + view.whole.length > 0) return null
  if (view.counts.all === 0) return 'There is no package below it.'
  if (only === 'findings') return 'Nothing was found about the packages below it; f shows all of them.'
  return baseline === 'none'
    ? 'Nobody knows what changed: there is no earlier tree to compare it with; f shows what there is.'
    : 'Nothing changed below it; f shows all packages.'
}

type Row =
  | { readonly type: 'node'; readonly seen: SeenNode }
  | { readonly type: 'finding'; readonly seen: SeenNode; readonly finding: Finding }
  | { readonly type: 'more'; readonly seen: SeenNode; readonly number: number }
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'gone'; readonly change: DependencyChange }
  | { readonly type: 'elsewhere'; readonly finding: Finding }
  | { readonly type: 'empty' }

interface Layout {
  readonly rows: readonly Row[]
  readonly stops: readonly Stop[]
}

const layouts = new WeakMap<TreeView, Layout>()

function treeBody(view: TreeView, sheet: Sheet): Body {
  const { rows, stops } = layouts.get(view) ?? layOut(view)
  layouts.set(view, { rows, stops })
  return {
    length: rows.length,
    line: (index) => fitted(rowLine(rows[index] ?? { type: 'empty' }, sheet), sheet.width, sheet.signs.ellipsis),
    stops,
  }
}

function layOut({ nodes, gone, elsewhere, whole }: TreeView): Layout {
  const rows: Row[] = []
  const stops: Stop[] = []
  for (const seen of nodes) {
    const from = rows.length
    const { findings, package: of } = seen.node
    rows.push({ type: 'node', seen })
    for (const finding of findings.slice(0, FINDINGS)) rows.push({ type: 'finding', seen, finding })
    if (findings.length > FINDINGS) rows.push({ type: 'more', seen, number: findings.length - FINDINGS })
    if (of !== null && seen.isMeant) stops.push({ id: packageStop(of.index), from, to: rows.length })
  }
  const heading = (text: string): void => {
    if (rows.length > 0) rows.push({ type: 'empty' })
    rows.push({ type: 'heading', text })
  }
  if (gone.length > 0) heading('In the tree no more')
  for (const [index, change] of gone.entries()) {
    stops.push({ id: goneStop(index), from: rows.length, to: rows.length + 1 })
    rows.push({ type: 'gone', change })
  }
  for (const [title, findings] of [
    ['About packages that are not in the tree', elsewhere],
    ['About the tree as a whole', whole],
  ] as const) {
    if (findings.length > 0) heading(title)
    for (const finding of findings) {
      const id = findingStop(finding.fingerprint)
      if (!stops.some((stop) => stop.id === id)) stops.push({ id, from: rows.length, to: rows.length + 1 })
      rows.push({ type: 'elsewhere', finding })
    }
  }
  return { rows, stops }
}

function rowLine(row: Row, sheet: Sheet): Line {
  switch (row.type) {
    case 'node':
      return packageLine(row.seen, sheet)
    case 'finding':
      return belowPackage(row.seen, findingSpans(row.finding, sheet), sheet)
    case 'more':
      return belowPackage(row.seen, [span(`and ${count(row.number, 'more finding')}`, 'quiet')], sheet)
    case 'heading':
      return line(strong(row.text))
    case 'gone':
      return goneLine(row.change, sheet)
    case 'elsewhere':
      return findingSpans({ ...row.finding, title: row.finding.message || row.finding.title }, sheet)
    case 'empty':
      return EMPTY_LINE
  }
}
