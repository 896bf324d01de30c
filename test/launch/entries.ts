/** Entries for tests of the launch stage, and one line that says what was made of one. */
import { resolveLaunch } from '../../src/launch/launch.js'
import { type Launch, NO_GRANTS, type ServerEntry } from '../../src/model.js'

export const FILE = '/home/u/.cursor/mcp.json'

export function stdioEntry(argv: readonly string[], env: Readonly<Record<string, string>> = {}): ServerEntry {
  return {
    client: 'cursor',
    scope: 'user',
    name: 'server',
    place: { file: FILE, pointer: '/mcpServers/server' },
    line: 1,
    disabled: false,
    grants: NO_GRANTS,
    launch: { transport: 'stdio', argv: argv.map((text, index) => ({ text, pointer: `/${index}`, offset: 0 })), env },
  }
}

export function remoteEntry(url: string, headers: Readonly<Record<string, string>> = {}): ServerEntry {
  const launch = { transport: 'remote' as const, url: { text: url, pointer: '/url', offset: 0 }, headers }
  return { ...stdioEntry([]), launch }
}

export const launchOf = (argv: readonly string[], env?: Readonly<Record<string, string>>): Launch =>
  resolveLaunch(stdioEntry(argv, env))

/** `npm npx <cmd env> name@type:value! (origin)`; `!` marks a spec that names one version. */
export function summary({ kind, runner, wrappers, packages, origin }: Launch): string {
  const parts = [kind, runner]
  if (wrappers.length > 0) parts.push(`<${wrappers.join(' ')}>`)
  for (const { name, selector, floating } of packages) {
    parts.push(`${name}@${selector.type}:${selector.value}${floating ? '' : '!'}`)
  }
  if (origin !== null) parts.push(`(${origin})`)
  return parts.join(' ')
}

/** The characters that a launch's tokens point at. */
export const tokenTexts = (argv: readonly string[], launch: Launch): readonly string[] =>
  launch.packages.map(({ token }) => argv[Number(token.pointer.slice(1))]?.slice(token.start, token.end) ?? '')
