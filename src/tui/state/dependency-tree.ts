/** The packages below a server as a tree: each stands once, on the shortest way to it. Pure. */
import { compareText, type Dependency, type DependencyChange, type Finding, type ServerReport } from '../../model.js'
import type { ScreenOf } from './model.js'

export type DependencyFilter = ScreenOf<'dependencies'>['only']

/** A package of the tree, or a name on the way to one. */
interface TreeNode {
  /** `name@version`. */
  readonly label: string
  readonly parent: TreeNode | null
  /** The server's own is 0. */
  readonly depth: number
  /** `null` where only packages below it are known. */
  readonly package: { readonly index: number; readonly dependency: Dependency } | null
  /** `null` where it stands as before, or nobody knows. */
  readonly change: DependencyChange | null
  readonly findings: readonly Finding[]
}

/** What is seen of a tree. */
export interface TreeView {
  /** From the top down; those that stand below a server come behind it. */
  readonly nodes: readonly SeenNode[]
  /** Packages that are in the tree no more. */
  readonly gone: readonly DependencyChange[]
  /** Findings about packages that are not in the tree. */
  readonly elsewhere: readonly Finding[]
  /** Findings about no single package of it. */
  readonly whole: readonly Finding[]
  /** What each filter would leave. */
  readonly counts: Readonly<Record<DependencyFilter, number>>
}

export interface SeenNode {
  readonly node: TreeNode
  /** `null` straight below the server. */
  readonly parent: SeenNode | null
  /** Whether it is the last that is seen below its parent. */
  readonly isLast: boolean
  readonly hasChildren: boolean
  /** Whether it is what was asked for, and not only on the way to it. */
  readonly isMeant: boolean
}

interface GrowingNode extends TreeNode {
  package: TreeNode['package']
  change: DependencyChange | null
  findings: readonly Finding[]
  readonly parent: GrowingNode | null
  readonly children: Map<string, GrowingNode>
  /** Packages that stand in the same place: bundled ones may. */
  readonly twins: GrowingNode[]
}

interface Tree {
  readonly root: GrowingNode
  readonly all: readonly GrowingNode[]
  readonly elsewhere: readonly Finding[]
  readonly whole: readonly Finding[]
}

const trees = new WeakMap<ServerReport, { readonly tree: Tree; readonly views: Map<DependencyFilter, TreeView> }>()

/** Made once for a report and a filter. `null` where the tree was not resolved. */
export function treeView(report: ServerReport, only: DependencyFilter): TreeView | null {
  if (report.dependencies === null) return null
  const known = trees.get(report) ?? { tree: grow(report), views: new Map() }
  trees.set(report, known)
  const view = known.views.get(only) ?? viewOf(report, known.tree, only)
  known.views.set(only, view)
  return view
}

const wayKey = (path: readonly string[]): string => path.join('\n')

/** Findings about one package, the worst first. */
export function findingsAbout(report: ServerReport, index: number): readonly Finding[] {
  if (report.dependencies === null) return []
  treeView(report, 'all')
  const nodes = trees.get(report)?.tree.all ?? []
  return nodes.find((node) => node.package?.index === index)?.findings ?? []
}

function grow(report: ServerReport): Tree {
  const root = newNode('', null)
  const { tree, changes } = report.dependencies ?? { tree: { packages: [] }, changes: [] }
  const changed = new Map(changes.filter(({ change }) => change !== 'removed').map((each) => [wayKey(each.path), each]))
  const found = new Map<string, Finding[]>()
  const whole: Finding[] = []
  for (const finding of report.findings) {
    if (finding.path === undefined || finding.path.length === 0) {
      if (BELOW.test(finding.heuristic)) whole.push(finding)
      continue
    }
    const key = wayKey(finding.path)
    found.set(key, [...(found.get(key) ?? []), finding])
  }
  const all: GrowingNode[] = []
  const told = new Set<string>()
  for (const [index, dependency] of tree.packages.entries()) {
    const node = placeFor(root, dependency)
    const key = wayKey(dependency.path)
    node.package = { index, dependency }
    node.change = changed.get(key) ?? null
    node.findings = [...(found.get(key) ?? [])].sort(worseFirst)
    told.add(key)
    all.push(node)
  }
  const elsewhere = [...found].flatMap(([key, own]) => (told.has(key) ? [] : own)).sort(worseFirst)
  return { root, all, elsewhere, whole }
}

/** How all heuristics about dependencies are called. */
const BELOW = /^(dependency|transitive)-|-dependency$/

const SEVERE = ['critical', 'high', 'medium', 'low', 'info']

/** What a person lets pass comes last. */
const worseFirst = (a: Finding, b: Finding): number =>
  Number(a.acknowledged !== undefined) - Number(b.acknowledged !== undefined) ||
  SEVERE.indexOf(a.severity) - SEVERE.indexOf(b.severity)

const newNode = (label: string, parent: GrowingNode | null): GrowingNode => ({
  label,
  parent,
  depth: parent === null ? 0 : parent.depth + 1,
  package: null,
  change: null,
  findings: [],
  children: new Map(),
  twins: [],
})

function placeFor(root: GrowingNode, { path, name, version }: Dependency): GrowingNode {
  const way = path.length < 2 ? [`${name}@${version}`] : path.slice(1)
  let node = root
  for (const label of way) {
    const next = node.children.get(label) ?? newNode(label, node)
    node.children.set(label, next)
    node = next
  }
  if (node.package === null) return node
  const twin = newNode(node.label, node.parent)
  node.twins.push(twin)
  return twin
}

function viewOf(report: ServerReport, { root, all, elsewhere, whole }: Tree, only: DependencyFilter): TreeView {
  const { changes } = report.dependencies ?? { changes: [] }
  const gone = changes.filter(({ change }) => change === 'removed')
  const isMeant = (node: TreeNode): boolean =>
    node.package !== null && (only === 'all' || (only === 'changed' ? node.change !== null : node.findings.length > 0))
  return {
    nodes: seen(root, all, isMeant),
    gone: only === 'findings' ? [] : gone,
    elsewhere: only === 'changed' ? [] : elsewhere,
    whole: only === 'changed' ? [] : whole,
    counts: {
      all: all.length,
      changed: all.filter(({ change }) => change !== null).length + gone.length,
      findings: all.filter(({ findings }) => findings.length > 0).length + elsewhere.length + whole.length,
    },
  }
}

const nameIn = (label: string): string => label.slice(0, Math.max(label.lastIndexOf('@'), 1))

/** Those that are meant and all on the way to them, from the top down. Without recursion: a stranger's tree may be deep. */
function seen(
  root: GrowingNode,
  all: readonly GrowingNode[],
  isMeant: (node: TreeNode) => boolean,
): readonly SeenNode[] {
  const kept = new Set<TreeNode>()
  for (const node of all) {
    if (!isMeant(node)) continue
    for (let each: GrowingNode | null = node; each !== null && !kept.has(each); each = each.parent) kept.add(each)
  }
  const below = (node: GrowingNode): GrowingNode[] =>
    [...node.children.values()]
      .flatMap((each) => [each, ...each.twins])
      .filter((each) => kept.has(each))
      .sort((a, b) => compareText(nameIn(a.label), nameIn(b.label)) || compareText(a.label, b.label))
  const out: SeenNode[] = []
  const waiting: { readonly node: GrowingNode; readonly parent: SeenNode | null; readonly isLast: boolean }[] = []
  const wait = (nodes: readonly GrowingNode[], parent: SeenNode | null): void => {
    for (const [index, node] of [...nodes].reverse().entries()) waiting.push({ node, parent, isLast: index === 0 })
  }
  wait(below(root), null)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = below(next.node)
    const own = { ...next, hasChildren: children.length > 0, isMeant: isMeant(next.node) }
    out.push(own)
    wait(children, own)
  }
  return out
}
