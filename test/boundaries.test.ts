import { describe, expect, it } from 'vitest'
import { type SourceFile, sourceFiles } from './support/imports.js'

/**
 * The rooms of the house, in the one direction that imports may go: a file imports from its own room and from those
 * above it. The stages stand in the order in which the audit passes through them.
 */
const ROOMS: readonly (readonly [name: string, files: RegExp])[] = [
  ['model', /^src\/model\.ts$/],
  ['host', /^src\/host(-files)?\.ts$/],
  ['write', /^src\/write\//],
  ['store', /^src\/store\//],
  ['discover', /^src\/discover\//],
  ['launch', /^src\/launch\//],
  ['machine', /^src\/machine\//],
  ['registry', /^src\/registry\//],
  ['advisories', /^src\/advisories\//],
  ['extract', /^src\/extract\//],
  ['diff', /^src\/diff\.ts$/],
  // What a heuristic is, what it may know, and the heuristics themselves.
  ['heuristics', /^heuristics\/|^src\/(heuristic|vendor)\.ts$/],
  ['judge', /^src\/judge\.ts$/],
  ['evidence', /^src\/evidence\//],
  ['score', /^src\/score\.ts$/],
  ['since', /^src\/since\.ts$/],
  ['lockfile', /^src\/lockfile\//],
  ['report', /^src\/report\//],
  ['sample', /^src\/sample\.ts$/],
  ['audit', /^src\/audit(\/|\.ts$)/],
  ['tui', /^src\/tui\//],
  ['commands', /^src\/commands\//],
  ['cli', /^src\/cli\.ts$/],
]

/** Rooms that compute and nothing else: no files, no network, no clock, no environment. */
const PURE = ['model', 'launch', 'extract', 'diff', 'heuristics', 'judge', 'score', 'since', 'sample', 'evidence']

/** Where the pure extraction is run in workers. */
const WORKERS = /^src\/extract\/(pool|worker)\.ts$/

/** Modules of Node that compute. */
const COMPUTING = new Set([
  'node:crypto',
  'node:util',
  'node:buffer',
  'node:path',
  'node:url',
  'node:zlib',
  'node:module',
  'node:assert',
])

/** Packages that read files or speak to the network. */
const REACHING =
  /^(pacote|cacache|npm-registry-fetch|make-fetch-happen|undici|@octokit\/|@npmcli\/|write-file-atomic|tinypool)/

const files = sourceFiles('src', 'heuristics')
const rankOf = (file: string): number => ROOMS.findIndex(([, own]) => own.test(file))
const roomOf = (file: string): string => ROOMS[rankOf(file)]?.[0] ?? ''
const own = ({ imports }: SourceFile): string[] => imports.filter((each) => /^(src|heuristics)\//.test(each))
const foreign = ({ imports }: SourceFile): string[] => imports.filter((each) => !/^(src|heuristics)\//.test(each))
const broken = (within: readonly SourceFile[], names: (file: SourceFile) => readonly string[]): string[] =>
  within.flatMap((file) => names(file).map((name) => `${file.file} → ${name}`))

describe('boundaries', () => {
  it('every file stands in a room', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(files.map(({ file }) => file).filter((file) => rankOf(file) < 0)).toEqual([])
  })

  it('imports go one way: discover → launch → registry → extract → diff → judge → score → report', () => {
    const backwards = broken(files, (file) => own(file).filter((each) => rankOf(each) > rankOf(file.file)))
    expect(backwards).toEqual([])
  })

  it('the model imports nothing', () => {
    expect(files.find(({ file }) => file === 'src/model.ts')?.imports).toEqual([])
  })

  it('the report knows the model and the difference of releases, and no other stage', () => {
    const report = files.filter(({ file }) => roomOf(file) === 'report')
    expect(
      broken(report, (file) => own(file).filter((each) => !['model', 'diff', 'report'].includes(roomOf(each)))),
    ).toEqual([])
  })

  const pure = files.filter(({ file }) => PURE.includes(roomOf(file)) && !WORKERS.test(file))

  it('pure rooms import nothing that reaches out', () => {
    const reaching = broken(pure, (file) =>
      foreign(file).filter((each) => (each.startsWith('node:') ? !COMPUTING.has(each) : REACHING.test(each))),
    )
    expect(reaching).toEqual([])
  })

  it('judging has no clock, no environment, no chance and no network', () => {
    const judging = pure.filter(({ file }) => ['diff', 'heuristics', 'judge', 'score'].includes(roomOf(file)))
    const impure = ['fetch', 'process', 'setTimeout', 'Math.random', 'Date.now', 'new Date', 'globalThis']
    expect(broken(judging, ({ uses }) => impure.filter((each) => uses.has(each)))).toEqual([])
  })

  it('nothing starts a process', () => {
    const starting = /^(node:)?(child_process|cluster)$|^(execa|cross-spawn|nano-spawn|tinyexec)$/
    expect(broken(files, ({ imports }) => imports.filter((each) => starting.test(each)))).toEqual([])
  })

  it('only the entry ends the process', () => {
    const ending = files.filter(({ file, uses }) => file !== 'src/cli.ts' && uses.has('process.exit'))
    expect(ending.map(({ file }) => file)).toEqual([])
  })

  it('the command line loads commander alone before it knows the command', () => {
    const eager = new Set<string>()
    const follow = (name: string): void => {
      const file = files.find((each) => each.file === name)
      if (!file || eager.has(name)) return
      eager.add(name)
      for (const each of file.static) follow(each)
      for (const each of file.static) if (!/^(src|heuristics)\//.test(each)) eager.add(each)
    }
    follow('src/cli.ts')
    const packages = [...eager].filter((each) => !/^(src|heuristics)\/|^node:/.test(each))
    expect(packages).toEqual(['commander'])
  })
})
