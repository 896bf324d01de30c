/** A package of a tree in a line: its place in the tree, what changed, and what is worth to know. Pure. */
import type { DependencyChange, Finding } from '../../model.js'
import { decoration, type Line, line, lineWidth, type Span, span, strong } from '../line.js'
import type { SeenNode } from '../state/dependency-tree.js'
import { LABEL, type Sheet } from './prose.js'
import { severitySpan } from './server-findings.js'

/** Levels that are drawn; deeper ones stand no further to the right. */
const LEVELS = 9

export const packageLine = (seen: SeenNode, sheet: Sheet): Line => [
  ...levels(seen.parent, sheet),
  decoration(`${seen.isLast ? sheet.signs.lastBranch : sheet.signs.branch} `),
  ...packageSpans(seen, sheet),
]

/** What stands below a package, in its place of the tree. */
export const belowPackage = (seen: SeenNode, content: Line, sheet: Sheet): Line => [
  ...levels(seen, sheet),
  decoration(seen.hasChildren ? `${sheet.signs.trunk} ` : '   '),
  ...content,
]

/** What is drawn left of a node that stands below `seen`. */
function levels(seen: SeenNode | null, { signs }: Sheet): Line {
  const drawn: string[] = []
  let each = seen
  for (; each !== null && drawn.length < LEVELS; each = each.parent) drawn.push(each.isLast ? '   ' : `${signs.trunk} `)
  const deeper = each === null ? '' : `${signs.ellipsis} `
  return [decoration(deeper + drawn.reverse().join(''))]
}

function packageSpans({ node, isMeant }: SeenNode, { signs }: Sheet): readonly Span[] {
  if (node.package === null) return [span(node.label, 'quiet')]
  const { name, version, source, installScript, optional } = node.package.dependency
  const { change, findings } = node
  const isNews = change !== null || findings.length > 0
  const remarks: readonly (Span | null)[] = [
    changeSpan(change),
    change === null ? null : behaviourSpan(change),
    installScript ? span('runs a script at install', 'review') : null,
    source === 'registry' ? null : span(SOURCES[source], source === 'bundled' ? 'quiet' : 'review'),
    optional ? span('optional', 'quiet') : null,
  ]
  const from = change?.change === 'moved' && change.from !== null ? `${change.from.version} ${signs.arrow} ` : ''
  const title = `${name} ${from}${version}`
  return [
    isMeant && isNews ? strong(title) : span(title, isMeant ? 'plain' : 'quiet'),
    ...remarks.flatMap((each) => (each === null ? [] : [span('  '), each])),
  ]
}

const SOURCES = { bundled: 'bundled', git: 'from git', url: 'from a URL', file: 'from a file' } as const

function changeSpan(change: DependencyChange | null): Span | null {
  switch (change?.change) {
    case 'added':
      return span('+ added', 'added')
    case 'moved':
      return span('~ moved', 'review')
    case 'integrity':
      return strong('! other bytes', 'removed')
    default:
      return null
  }
}

/** What the code says of what changed. */
function behaviourSpan({ change, behaviour }: DependencyChange): Span | null {
  if (behaviour === null) return span('not read', 'unknown')
  // All of an added one is new.
  if (change === 'added') return null
  const { length } = behaviour.added
  return length === 0
    ? span('does nothing new', 'quiet')
    : span(`does ${length} new ${length === 1 ? 'thing' : 'things'}`)
}

export function findingSpans({ severity, title, heuristic, acknowledged }: Finding, sheet: Sheet): Line {
  const label = acknowledged === undefined ? severitySpan(severity, sheet) : span('let pass', 'trust')
  const gap = ' '.repeat(Math.max(LABEL - lineWidth([label]), 1))
  return [label, span(gap), span(title), span(` [${heuristic}]`, 'quiet')]
}

export const goneLine = ({ name, from }: DependencyChange, { signs }: Sheet): Line =>
  line(span(`${signs.minus} ${[name, from?.version].filter(Boolean).join(' ')}`, 'removed'), span('  gone', 'quiet'))
