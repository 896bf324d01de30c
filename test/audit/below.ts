/** The audit of what stands below one server, over a registry in memory. */

import type { Advisories } from '../../src/advisories/advisories.js'
import type { DependencyEvaluation } from '../../src/audit/dependencies.js'
import { auditDependencies } from '../../src/audit/dependencies.js'
import type { EvaluateOptions } from '../../src/audit/evaluate.js'
import { unconfigured } from '../../src/audit/survey.js'
import { type Extractor, workshop } from '../../src/audit/workshop.js'
import { extractBehaviour } from '../../src/extract/extract.js'
import { type Finding, type InstalledCopy, type LockedServer, NO_BASELINE, unknown } from '../../src/model.js'
import { artifactOf } from '../support/artifact.js'
import { type TreePackages, type TreeRegistry, treeRegistry, type WrittenTree } from '../support/tree-registry.js'

export const NOW = new Date('2026-10-01T00:00:00Z')
export const ROOT = 'mail-mcp@1.0.1'

export interface Below {
  readonly packages: TreePackages
  /** What stands below `mail-mcp@1.0.1` today. */
  readonly today: WrittenTree
  /** What was locked below it. */
  readonly locked?: WrittenTree
  /** What npx installed with it. */
  readonly cached?: WrittenTree
  /** What stands below the release before, `mail-mcp@1.0.0`, today; `null` where that can't be resolved. */
  readonly previous?: WrittenTree | null
  /** Dependencies of the manifests of both releases, where they are the same. */
  readonly unchanged?: boolean
  /** Files of the server itself, where its own code was read. */
  readonly code?: Readonly<Record<string, string>>
  readonly advisories?: Advisories
  readonly extractor?: Extractor
  readonly options?: Partial<EvaluateOptions>
}

export interface Audited extends DependencyEvaluation {
  readonly registry: TreeRegistry
}

export async function auditBelow(below: Below): Promise<Audited> {
  const { packages, today, locked, cached, previous, unchanged, code, advisories, extractor, options } = below
  const own = (version: string) => ({
    files: {
      'package.json': JSON.stringify({ name: 'mail-mcp', version, dependencies: { a: unchanged ? '1' : version } }),
    },
  })
  const registry = treeRegistry(
    { ...packages, 'mail-mcp': { '1.0.0': own('1.0.0'), '1.0.1': own('1.0.1') } },
    { [ROOT]: today, ...(previous && { 'mail-mcp@1.0.0': previous }) },
  )
  const shop = workshop({
    registry,
    repositories: { lookup: async () => unknown('not asked in this test') },
    extractor: extractor ?? { behaviour: async (artifact) => extractBehaviour(artifact) },
    ...(advisories && { advisories }),
  })
  const copy: InstalledCopy = {
    place: 'npx cache',
    name: 'mail-mcp',
    version: '1.0.1',
    integrity: null,
    folder: '/home/u/.npm/_npx/0123456789abcdef/node_modules/mail-mcp',
    used: true,
  }
  const server = unconfigured({
    id: 'npm:mail-mcp',
    name: 'mail',
    occurrences: [],
    entries: [],
    launch: { kind: 'npm', runner: 'npx', wrappers: [], packages: [], origin: null },
    package: null,
    choice: null,
    program: null,
  })
  const evaluation = await auditDependencies(
    {
      server: { ...server, onMachine: { copies: cached ? [copy] : [], shadows: [] } },
      release: registry.release(ROOT),
      baseline:
        previous !== undefined || unchanged
          ? { from: 'previous', release: registry.release('mail-mcp@1.0.0') }
          : NO_BASELINE,
      behaviour: code === undefined ? null : extractBehaviour(artifactOf(code)),
      locked: locked ? lockOf(registry.locked(locked)) : null,
      registry: undefined,
    },
    shop,
    {
      now: NOW,
      doing: () => {},
      installed: async () => installedOf(registry.locked(cached ?? [])),
      ...options,
    },
  )
  return { ...evaluation, registry }
}

function installedOf(locked: ReadonlyMap<string, string | null>) {
  return [...locked].map(([key, integrity]) => {
    const at = key.indexOf('@', 1)
    return { name: key.slice(0, at), version: key.slice(at + 1), integrity }
  })
}

const lockOf = (dependencies: ReadonlyMap<string, string | null>): LockedServer => ({
  kind: 'npm',
  configured: [],
  spec: 'mail-mcp',
  follows: null,
  decision: 'accept',
  reason: null,
  purl: 'pkg:npm/mail-mcp@1.0.1',
  integrity: null,
  publisher: null,
  provenance: null,
  behaviour: null,
  acknowledged: [],
  findings: [],
  dependencies,
})

/** `severity heuristic`, and the way to the package. */
export const told = (findings: readonly Finding[]): string[] =>
  findings.map(
    ({ severity, heuristic, path }) => `${severity} ${heuristic}${path ? ` ${path.slice(1).join(' > ')}` : ''}`,
  )
