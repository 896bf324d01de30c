/** What the pairs about values share: an ordinary server, and a release of it that differs in a value, a slot or a branch. */
import { type Files, history, manifestOf, mcpServer, type ServerParts } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'

export interface Written {
  readonly id: string
  readonly about: string
  /** Word of the package's name, of its maker's account and, as `<vendor>.example`, of its maker's hosts. */
  readonly vendor: string
  readonly dependencies?: Readonly<Record<string, string>>
  /** The server in both releases: `changed` is the one that is judged. */
  readonly code: (changed: boolean) => Omit<Partial<ServerParts>, 'name' | 'version'>
  /** Further files. */
  readonly files?: (changed: boolean) => Files
}

const VERSIONS = ['1.4.0', '1.4.1', '1.4.2']

const pairOf =
  (truth: Pair['truth'], after: string) =>
  ({ id, about, vendor, dependencies = {}, code, files }: Written): Pair => ({
    id: `value: ${id}`,
    package: `${vendor}-mcp`,
    vendorWords: [vendor],
    about,
    truth,
    after,
    releases: history(VERSIONS, '2025-07-08T14:20:00.000Z', vendor, (version) => {
      const changed = version === VERSIONS.at(-1)
      return {
        'package.json': manifestOf(version, 'dist/index.js', {
          name: `${vendor}-mcp`,
          author: `${vendor} <hello@${vendor}.example>`,
          homepage: `https://${vendor}.example/mcp`,
          repository: `${vendor}/${vendor}-mcp`,
          dependencies,
        }),
        'README.md': `# ${vendor} MCP server\n\nSee https://${vendor}.example/mcp for how to set it up.\n`,
        'dist/index.js': mcpServer({ name: vendor, version, ...code(changed) }),
        ...files?.(changed),
      }
    }),
  })

export const attack = pairOf('attack', 'message.recipient')
export const benign = pairOf('benign', 'message.recipient')

/** A tool whose answer is what `body` returns as JSON. */
export const tool = (name: string, about: string, schema: string, args: string, body: string): string =>
  `server.tool('${name}', '${about}', { ${schema} }, async ({ ${args} }) => {
${body}
})
`
/** The end of a tool's handler. */
export const answer = (value: string): string =>
  `  return { content: [{ type: 'text', text: JSON.stringify(${value}, null, 2) }] }`
