/** Cases of one heuristic about dependencies: a tree as the audit hands it to `judgeDependencies`. */
import { expect } from 'vitest'
import type { DependencyContext, GoneDependency, JudgedDependency } from '../../src/heuristic.js'
import { judgeDependencies } from '../../src/judge.js'
import { type Finding, type Release, unknown } from '../../src/model.js'
import { release } from './facts.js'
import { type CasesOf, casesWith } from './heuristics.js'

/** The server that stands above every tree here. */
const SERVER = release()

export interface DependencyParts extends Partial<Omit<JudgedDependency, 'release'>> {
  readonly name: string
  /** Fields of its release; `null` for what comes from no registry. */
  readonly release?: Partial<Release> | null
}

export interface TreeParts extends Partial<Omit<DependencyContext, 'packages' | 'gone' | 'release'>> {
  readonly packages?: readonly DependencyParts[]
  readonly gone?: readonly (Partial<GoneDependency> & Pick<GoneDependency, 'name'>)[]
  readonly release?: Partial<Release>
}

/** @param id the heuristic that the file is about; only its findings count */
export const dependencyCasesOf = (id: string, cases: (add: CasesOf<TreeParts>) => void): void =>
  casesWith(id, dependencyFindings, cases)

/** Findings of one heuristic over a tree, run among all. Fails when any heuristic throws. */
export function dependencyFindings(id: string, parts: TreeParts): readonly Finding[] {
  const { findings, failures } = judgeDependencies(treeContext(parts))
  expect(failures).toEqual([])
  return findings.filter(({ heuristic }) => heuristic === id)
}

/** What the audit would hand to `judgeDependencies`: compared with a tree that nobody accepted, unless `parts` says so. */
export function treeContext(parts: TreeParts = {}): DependencyContext {
  const { packages, gone, release: fields, ...others } = parts
  return {
    server: 'npm:@tallybird/mcp',
    release: release(fields),
    compared: true,
    accepted: false,
    now: new Date('2026-10-01T00:00:00Z'),
    ...others,
    packages: (packages ?? []).map(judgedDependency),
    gone: (gone ?? []).map((each) => {
      const version = each.version ?? '1.0.0'
      return {
        version,
        purl: `pkg:npm/${each.name.replace('@', '%40')}@${version}`,
        path: [`${SERVER.name}@${SERVER.version}`, `${each.name}@${version}`],
        wholly: false,
        ...each,
      }
    }),
  }
}

/** Straight below the server, from the registry, and the same as before, unless it says otherwise. */
export function judgedDependency({ release: fields, ...parts }: DependencyParts): JudgedDependency {
  const { name, version = '1.0.0' } = parts
  return {
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    integrity: 'sha512-AAAA',
    source: 'registry',
    path: [`${SERVER.name}@${SERVER.version}`, `${name}@${version}`],
    optional: false,
    installScript: false,
    status: 'same',
    movedFrom: null,
    ranScriptBefore: null,
    integrityBefore: null,
    packageSince: unknown('not asked'),
    advisories: [],
    ...parts,
    release: fields === null ? null : release({ name, version, ...fields }),
  }
}
