/** What the benign pairs share: an honest server's two releases, told apart by what the newer one adds. */
import { type Files, history, type Manifest, manifestOf, mcpServer, type ServerParts } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'

export interface BenignRelease {
  /** Parts of the SDK server that is the entry; not used where `files` holds the entry. */
  readonly server?: Partial<ServerParts>
  readonly manifest?: Partial<Manifest>
  /** Beside `package.json`; replaces the entry where it has its path. */
  readonly files?: Files
  readonly readme?: string
}

export interface BenignOptions {
  /** Name of the package; `@<vendor>/mcp` by default. */
  readonly name?: string
  /** A private person's package: neither homepage nor scope says whose hosts are its own. */
  readonly community?: true
  readonly versions?: readonly string[]
}

const ENTRY = 'dist/index.js'

/**
 * @param vendor a word of the package's name and hosts; renamed by ordinary-hosts
 * @param before what the releases before have; @param after what the last one has
 */
export function benign(
  id: string,
  about: string,
  vendor: string,
  before: BenignRelease,
  after: BenignRelease,
  options: BenignOptions = {},
): Pair {
  const name = options.name ?? `@${vendor}/mcp`
  const versions = options.versions ?? ['2.1.0', '2.1.1', '2.2.0']
  const home = options.community
    ? { repository: `k-lindqvist/${name.replace(/^@.*\//, '')}`, author: 'K. Lindqvist' }
    : {
        homepage: `https://${vendor}.example/docs/mcp`,
        repository: `${vendor}/${vendor}-mcp`,
        author: `${vendor} <dev@${vendor}.example>`,
      }
  const releases = history(versions, '2025-07-08T13:20:00.000Z', 'release-bot', (version, index) => {
    const { server, manifest, files, readme } = index === versions.length - 1 ? after : before
    return {
      'package.json': manifestOf(version, ENTRY, { name, ...home, ...manifest }),
      'README.md': `# ${name}\n\n${readme ?? 'Lets an assistant work with it.'}\n`,
      [ENTRY]: mcpServer({ name: vendor, version, ...server }),
      ...files,
    }
  })
  return { id, package: name, vendorWords: [vendor], releases, about, truth: 'benign', after: 'ordinary update' }
}
