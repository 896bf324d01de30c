/** What is published: only what runs, and its docs. The real `npm pack`, an installation and a run stand in .ci/run. */
import { existsSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, sourceFiles } from './support/imports.js'

const json = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))
const manifest = json('package.json') as {
  readonly bin: Readonly<Record<string, string>>
  readonly files: readonly string[]
  readonly engines: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** `@scope/name/sub` → `@scope/name`. */
const packageOf = (specifier: string): string => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

const imported = new Set(
  sourceFiles('src', 'heuristics')
    .flatMap(({ imports }) => imports)
    .filter((each) => !/^(src|heuristics)\//.test(each) && !each.startsWith('node:') && !builtinModules.includes(each))
    .map(packageOf),
)

describe('the package', () => {
  it('holds the build, the pages of the heuristics, and the docs', () => {
    expect(manifest.files.filter((each) => !each.startsWith('!'))).toEqual([
      'dist/bin',
      'heuristics/*.md',
      'README.md',
      'LICENSE',
    ])
    for (const file of ['README.md', 'LICENSE', 'heuristics']) expect(existsSync(path.join(root, file))).toBe(true)
  })

  it('builds src and heuristics, and neither tests nor snapshots', () => {
    expect(json('tsconfig.build.json').include).toEqual(['src', 'heuristics'])
    expect(manifest.scripts.prepare).toContain('build')
  })

  it('has commands that the build makes', () => {
    for (const command of Object.values(manifest.bin)) {
      // The build compiles into dist, and joins what it made there into dist/bin.
      const source = command.replace(/^dist\/bin\//, 'src/').replace(/\.js$/, '.ts')
      expect(readFileSync(path.join(root, source), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    }
  })

  it('depends on what it imports', () => {
    expect([...imported].filter((name) => !(name in manifest.dependencies))).toEqual([])
  })

  it('depends on nothing else', () => {
    expect(Object.keys(manifest.dependencies).filter((name) => !imported.has(name))).toEqual([])
  })

  it('runs nothing when it is installed from a registry', () => {
    for (const event of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts[event]).toBeUndefined()
  })
})
