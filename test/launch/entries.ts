/** Entries for tests of the launch stage, and one line that says what was made of one. */
import { describe, expect, it } from 'vitest'
import { dissect, resolveLaunch } from '../../src/launch/launch.js'
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

/** Kinds whose launches name packages. */
export const PACKAGED: ReadonlySet<string> = new Set(['npm', 'pypi', 'oci'])

/**
 * `npm npx <cmd env> name@type:value! (origin)`; `!` marks a spec that names one version. A package of another ecosystem than
 * the launch's has it in front: `pypi:name@range:*`.
 */
export function summary({ kind, runner, wrappers, packages, origin }: Launch): string {
  const parts = [kind, runner]
  if (wrappers.length > 0) parts.push(`<${wrappers.join(' ')}>`)
  for (const { ecosystem, name, selector, floating } of packages) {
    const other = ecosystem === kind ? '' : `${ecosystem}:`
    parts.push(`${other}${name}@${selector.type}:${selector.value}${floating ? '' : '!'}`)
  }
  if (origin !== null) parts.push(`(${origin})`)
  return parts.join(' ')
}

/** The characters that a launch's tokens point at. */
export const tokenTexts = (argv: readonly string[], launch: Launch): readonly string[] =>
  launch.packages.map(({ token }) => argv[Number(token.pointer.slice(1))]?.slice(token.start, token.end) ?? '')

/** Words of the entry; what is made of them; the characters that the packages came from, where they differ from the specs. */
export type Row = readonly [argv: string | readonly string[], expected: string, tokens?: readonly string[]]

/** A line of a table may be written as one text, where no word holds a space. */
export const wordsOf = (argv: string | readonly string[]): readonly string[] =>
  typeof argv === 'string' ? argv.split(' ') : argv

/** A table of entries and what is made of each. */
export function table(title: string, rows: readonly Row[]): void {
  const cases = rows.map(([argv, expected, tokens]) => ({ line: wordsOf(argv).join(' '), argv, expected, tokens }))
  describe(title, () => {
    it.each(cases)('$line', ({ argv, expected, tokens }) => {
      const words = wordsOf(argv)
      const launch = launchOf(words)
      expect(summary(launch)).toBe(expected)
      expect(tokenTexts(words, launch)).toEqual(tokens ?? launch.packages.map(({ spec }) => spec))
      expect(PACKAGED.has(launch.kind)).toBe(launch.packages.length > 0)
      // Whatever is not audited has a reason.
      expect(launch.kind === 'npm' || (launch.reason ?? '') !== '').toBe(true)
      expect(launch.reason ?? 'none at all').toMatch(/^.{8}/)
      expect(launch.reason ?? '').not.toMatch(/; .?;|undefined|null/)
    })
  })
}

/** `file:path`, `package:folder#script`, or nothing. */
export function programOf(argv: readonly string[]): string | null {
  const { program } = dissect(stdioEntry(argv))
  if (program === null) return null
  return program.type === 'file' ? `file:${program.path}` : `package:${program.folder}#${program.script ?? 'bin'}`
}
