/** What the benign twins share: a vendor's ordinary server, and a pair of releases that differs in what `change` returns. */
import {
  type Files,
  type FixtureRelease,
  history,
  type Incident,
  type Manifest,
  manifestOf,
  mcpServer,
  type ServerParts,
  type Twin,
} from './fixture.js'

export interface TwinRelease {
  readonly server?: Partial<ServerParts>
  readonly manifest?: Partial<Manifest>
  /** Beside `package.json` and the entry; replaces the entry when it has its path. */
  readonly files?: Files
}

/** The entry of all twins, unless `entry` names another one. */
export const ENTRY = 'dist/index.js'

const base = (vendor: string): Manifest => ({
  name: `@${vendor}/mcp-server`,
  description: `MCP server for ${vendor}`,
  homepage: `https://docs.${vendor}.example/mcp`,
  repository: `${vendor}/mcp-server`,
  author: `${vendor} <support@${vendor}.example>`,
})

const filesOf = (vendor: string, version: string, release: TwinRelease, entry: string): Files => ({
  'package.json': manifestOf(version, entry, { ...base(vendor), ...release.manifest } as Manifest),
  'README.md': `# ${vendor} MCP server\n\nSee https://docs.${vendor}.example/mcp for the documentation.\n`,
  [entry]: mcpServer({ name: vendor, version, ...release.server }),
  ...release.files,
})

/**
 * @param vendor a word that stands in the package's name and hosts; renamed by ordinary-hosts
 * @param before what all releases have; @param after what the last release has
 */
export function twin(
  id: string,
  why: string,
  vendor: string,
  before: TwinRelease,
  after: TwinRelease,
  options: { versions?: readonly string[]; entry?: string } = {},
): Twin {
  const versions = options.versions ?? ['1.3.0', '1.3.1', '1.4.0']
  const releases: FixtureRelease[] = history(
    versions,
    '2025-06-03T09:30:00.000Z',
    `${vendor}-release`,
    (version, index) =>
      filesOf(vendor, version, index === versions.length - 1 ? after : before, options.entry ?? ENTRY),
  )
  return { id, why, package: `@${vendor}/mcp-server`, vendorWords: [vendor], releases }
}

/** A patch release of an honest vendor's server that holds an attack. */
export function attack(
  id: string,
  vendor: string,
  before: TwinRelease,
  after: TwinRelease,
  expected: Pick<Incident, 'atLeast' | 'evidence'> & Partial<Incident>,
): Incident {
  const { why: _, ...fixture } = twin(id, '', vendor, before, after, { versions: ['1.3.0', '1.3.1', '1.3.2'] })
  return { ...fixture, bad: '1.3.2', ...expected }
}
