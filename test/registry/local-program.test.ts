import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import type { LocatedProgram } from '../../src/machine/machine.js'
import type { Artifact } from '../../src/model.js'
import { localProgram } from '../../src/registry/local.js'
import { DEFAULT_REGISTRY_LIMITS } from '../../src/registry/npm.js'
import { failureOf } from '../support/npm-registry.js'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'touchstone-program-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
}

const located = (file: string | null, reading: LocatedProgram['reading'] = 'package'): LocatedProgram => ({
  file: file === null ? null : path.join(folder, file),
  folder,
  reading,
})
const paths = (artifact: Artifact) => artifact.list().map((file) => file.path)
const hosts = (artifact: Artifact, reach: string) =>
  extractBehaviour(artifact)
    .facts.filter((fact) => fact.kind === 'net.host' && fact.reach === reach)
    .map((fact) => fact.value)

const manifest = JSON.stringify({ name: '@me/mail', version: '2.0.0', main: 'lib/index.js' })
const asks = (host: string) => `fetch('https://${host}/x')\n`

describe('what a program leads to', () => {
  it.each([
    'coverage/x.js',
    '.next/x.js',
    '.cache/a/x.js',
    'venv/x.js',
    '.yarn/x.js',
    'node_modules/x/index.js',
    '.env.js',
  ])('%s is part of it where it is imported by its path, though its folder is none', async (file) => {
    await write({ 'package.json': manifest, 'lib/index.js': `import '../${file}'\n`, [file]: asks('hidden.example') })
    const first = await localProgram(located('lib/index.js'))
    expect(paths(first.artifact)).toContain(file)
    expect(hosts(first.artifact, 'runs')).toEqual(['hidden.example'])
    await write({ [file]: asks('other.example') })
    expect((await localProgram(located('lib/index.js'))).release.integrity).not.toEqual(first.release.integrity)
  })

  it('is followed from there, and nothing beside it is read', async () => {
    await write({
      'package.json': manifest,
      'lib/index.js': "require('../coverage')\n",
      'coverage/index.js': "export * from './deep/a.mjs'\n",
      'coverage/deep/a.mjs': asks('hidden.example'),
      'coverage/report.js': '',
    })
    const { artifact } = await localProgram(located('lib/index.js'))
    expect(paths(artifact)).toEqual(['coverage/deep/a.mjs', 'coverage/index.js', 'lib/index.js', 'package.json'])
  })

  it('is found in a virtual environment of any name', async () => {
    await write({
      'package.json': manifest,
      'lib/index.js': "import '../env/x.js'\n",
      'env/x.js': '',
      'env/pyvenv.cfg': '',
    })
    expect(paths((await localProgram(located('lib/index.js'))).artifact)).toContain('env/x.js')
  })

  it.each([
    ["new Worker('./coverage/x.js')", 'coverage/x.js'],
    ["fork(join(__dirname, '../.cache/x.mjs'))", '.cache/x.mjs'],
    ["spawn('node', [`coverage/x.js`])", 'coverage/x.js'],
    ["spawn('sh', ['./coverage/x.sh'])", 'coverage/x.sh'],
  ])('is found where %s names it', async (code, file) => {
    await write({ 'package.json': manifest, 'lib/index.js': code, [file]: '' })
    expect(paths((await localProgram(located('lib/index.js'))).artifact)).toContain(file)
  })

  it('is found where the manifest leads to it', async () => {
    const own = JSON.stringify({ name: 'mail', main: 'index.js', imports: { '#x': './coverage/x.js' } })
    await write({ 'package.json': own, 'index.js': "import '#x'\n", 'coverage/x.js': '' })
    expect(paths((await localProgram(located('index.js'))).artifact)).toContain('coverage/x.js')
  })

  it('names what is not read: packages, and files outside of its folder', async () => {
    await write({
      'pkg/package.json': JSON.stringify({ name: 'mail', dependencies: { 'mail-lib': '1', '@s/lib': '1' } }),
      'pkg/index.js':
        "import a from 'mail-lib/x'\nimport 'node:fs'\nimport 'fs/promises'\nimport '../shared/x.js'\nrequire(\"@s/lib\")\nimport('https://one.example/x.js')\nimport '#own'\n",
      'pkg/test/a.js': "import 'only-in-tests'\n",
    })
    const { outside, packages } = await localProgram({
      file: path.join(folder, 'pkg/index.js'),
      folder: path.join(folder, 'pkg'),
      reading: 'package',
    })
    expect(outside).toEqual(['../shared/x.js'])
    expect(packages).toEqual(['@s/lib', 'mail-lib'])
    await write({ 'x.js': "import 'undeclared'\nnew Worker('./node_modules/@a/worker/dist/x.js')\n" })
    expect((await localProgram(located('x.js', 'imports'))).packages).toEqual(['@a/worker', 'undeclared'])
  })

  it('leaves data out of it: what agents are configured with, and what caches hold', async () => {
    await write({
      'package.json': manifest,
      'lib/index.js': "import c from '../mcp.json'\nimport d from '../.cache/state.json'\nwrite('.cache/state.json')\n",
      'mcp.json': '{}',
      '.cache/state.json': '{}',
    })
    expect(paths((await localProgram(located('lib/index.js'))).artifact)).toEqual(['lib/index.js', 'package.json'])
  })

  it.runIf(process.platform !== 'win32')('is refused where it is a link', async () => {
    await write({ 'package.json': manifest, 'lib/index.js': "import '../coverage/x.js'\n", 'coverage/y.js': '' })
    await symlink('/etc/passwd', path.join(folder, 'coverage/x.js'))
    const { artifact } = await localProgram(located('lib/index.js'))
    expect(artifact.refused).toEqual([{ path: 'coverage/x.js', why: 'is a symbolic link' }])
  })

  it('is bounded', async () => {
    const files = Array.from({ length: 1002 }, (_, i) => [`coverage/${i}.mjs`, `import './${i + 1}.mjs'\n`])
    await write({ 'x.mjs': "import './coverage/0.mjs'\n", ...Object.fromEntries(files) })
    const error = await failureOf(localProgram(located('x.mjs', 'folder')))
    expect(error.message).toContain('imports more than 1000 files')
  })
})

describe('a package of this machine', () => {
  it('is read with its build, and begins where it is started', async () => {
    await write({
      'package.json': manifest,
      '.gitignore': 'dist',
      'dist/cli.js': asks('runs.example'),
      'lib/index.js': asks('other.example'),
    })
    const { artifact, release } = await localProgram(located('dist/cli.js'))
    expect(release).toMatchObject({ name: '@me/mail', version: '2.0.0', purl: 'pkg:generic/%40me/mail@2.0.0' })
    expect(release.publishedAt.known).toBe(false)
    expect(paths(artifact)).toEqual(['.gitignore', 'dist/cli.js', 'lib/index.js', 'package.json'])
    expect(hosts(artifact, 'runs')).toEqual(['runs.example'])
    expect(hosts(artifact, 'dormant')).toEqual(['other.example'])
    expect(release.integrity).toEqual({ known: true, value: artifact.integrity })
  })

  it('says the same of its manifest in both places, so that none differs from the other', async () => {
    await write({ 'package.json': manifest, 'dist/cli.js': '' })
    const { artifact, release } = await localProgram(located('dist/cli.js'))
    expect(JSON.parse(Buffer.from(artifact.read('package.json') ?? []).toString())).toEqual(release.manifest)
  })

  it('starts at its own entries where no file is named', async () => {
    await write({ 'package.json': manifest, 'lib/index.js': asks('main.example'), 'x.js': asks('x.example') })
    expect(hosts((await localProgram(located(null))).artifact, 'runs')).toEqual(['main.example'])
  })

  it('is another one when its files are, and when another file starts it', async () => {
    await write({ 'package.json': manifest, 'a.js': 'a', 'b.js': 'b' })
    const of = async (file: string) => (await localProgram(located(file))).artifact.integrity
    const before = await of('a.js')
    expect(await of('a.js')).toBe(before)
    expect(await of('b.js')).not.toBe(before)
    await write({ 'b.js': 'c' })
    expect(await of('a.js')).not.toBe(before)
  })

  it('is read without caches, dependencies, environments and settings with secrets', async () => {
    await write({
      'package.json': manifest,
      'cli.js': '',
      '.env': 'x',
      '.env.local': 'x',
      '.git/config': 'x',
      'node_modules/a/index.js': 'x',
      'packages/b/node_modules/c/index.js': 'x',
      '.venv/lib/x.py': 'x',
      'python/pyvenv.cfg': '',
      'python/lib/x.js': 'x',
      '.next/x.js': 'x',
      '__pycache__/x.pyc': 'x',
      'environment.js': 'x',
    })
    const { artifact } = await localProgram(located('cli.js'))
    expect(paths(artifact)).toEqual(['cli.js', 'environment.js', 'package.json'])
  })

  it.runIf(process.platform !== 'win32')('is read without what links lead to', async () => {
    await write({ 'package.json': manifest, 'cli.js': '' })
    await symlink('/etc', path.join(folder, 'etc'))
    const { artifact } = await localProgram(located('cli.js'))
    expect(paths(artifact)).toEqual(['cli.js', 'package.json'])
    expect(artifact.refused).toEqual([{ path: 'etc', why: 'is a symbolic link' }])
  })

  it.runIf(process.platform !== 'win32')('has links that lead to no code', async () => {
    await write({ 'package.json': manifest, 'cli.js': '', 'AGENTS.md': '', '.claude/x.md': '' })
    for (const link of ['CLAUDE.md', 'LICENSE', '.claude/skills', 'lib.js', 'lib', '.config/x.json']) {
      await mkdir(path.dirname(path.join(folder, link)), { recursive: true })
      await symlink('AGENTS.md', path.join(folder, link))
    }
    const { artifact } = await localProgram(located('cli.js'))
    expect(artifact.refused.map((each) => each.path).sort()).toEqual(['.config/x.json', 'lib', 'lib.js'])
  })

  it('that is too large is read from the folder of its file', async () => {
    const data = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`data/${i}.txt`, 'x']))
    const own = JSON.stringify({ name: '@me/mail', version: '2.0.0', type: 'module', bin: 'x.js' })
    await write({
      'package.json': own,
      'dist/cli.js': "import './part.js'\n",
      'dist/part.js': asks('runs.example'),
      ...data,
    })
    const { artifact, release } = await localProgram(located('dist/cli.js'), { ...DEFAULT_REGISTRY_LIMITS, files: 10 })
    expect(release).toMatchObject({ name: '@me/mail', version: '2.0.0', manifest: { type: 'module' } })
    expect(paths(artifact)).toEqual(['cli.js', 'package.json', 'part.js'])
    expect(hosts(artifact, 'runs')).toEqual(['runs.example'])
  })

  it('that starts in a folder of caches is read from there', async () => {
    await write({ 'package.json': manifest, '.cache/build/cli.js': asks('runs.example'), 'lib/index.js': '' })
    const { artifact } = await localProgram(located('.cache/build/cli.js'))
    expect(paths(artifact)).toEqual(['cli.js', 'package.json'])
    expect(hosts(artifact, 'runs')).toEqual(['runs.example'])
  })

  it('that is too large altogether is said to be', async () => {
    await write({ 'package.json': manifest, 'cli.js': '', 'a.js': '', 'b.js': '' })
    const error = await failureOf(localProgram(located('cli.js'), { ...DEFAULT_REGISTRY_LIMITS, files: 2 }))
    expect(error).toMatchObject({ name: 'RegistryError', stage: 'fetch', subject: path.join(folder, 'cli.js') })
    expect(error.message).toContain('more than 2 files')
    expect(await failureOf(localProgram(located(null), { ...DEFAULT_REGISTRY_LIMITS, files: 2 }))).toMatchObject({
      subject: folder,
    })
  })

  it('with a manifest that is none is said to be', async () => {
    await write({ 'package.json': '{ "name": ', 'cli.js': '' })
    expect((await failureOf(localProgram(located('cli.js')))).message).toContain('no JSON object')
  })

  it('that is gone meanwhile is said to be', async () => {
    expect(await failureOf(localProgram({ ...located('cli.js'), folder: path.join(folder, 'gone') }))).toMatchObject({
      name: 'RegistryError',
    })
  })
})

describe('a script without a package', () => {
  it('is read with what stands beside it', async () => {
    await write({ 'server.mjs': "import './lib/ask.mjs'\n", 'lib/ask.mjs': asks('runs.example'), 'unused.js': '' })
    const { artifact, release } = await localProgram(located('server.mjs', 'folder'))
    expect(release).toMatchObject({ name: 'unnamed', version: '0.0.0' })
    expect(paths(artifact)).toEqual(['lib/ask.mjs', 'package.json', 'server.mjs', 'unused.js'])
    expect(hosts(artifact, 'runs')).toEqual(['runs.example'])
    expect(extractBehaviour(artifact).unanalysed).toEqual([])
  })

  it('in a shared folder is read with what it imports alone', async () => {
    await write({
      'server.mjs':
        "import { a } from './lib/a.mjs'\nconst b = require(\"./lib/b\")\nawait import('./lib/c.js')\nimport 'fs'\n",
      'lib/a.mjs': "export * from './d.mjs'\n",
      'lib/b.cjs': '',
      'lib/c.ts': '',
      'lib/d.mjs': "import '../server.mjs'\nimport '../../outside.mjs'\n",
      'private.js': '',
    })
    const { artifact } = await localProgram(located('server.mjs', 'imports'))
    expect(paths(artifact)).toEqual(['lib/a.mjs', 'lib/b.cjs', 'lib/c.ts', 'lib/d.mjs', 'package.json', 'server.mjs'])
    expect(artifact.refused).toEqual([{ path: '../outside.mjs', why: 'stands outside of the folder' }])
  })

  it.runIf(process.platform !== 'win32')('in a shared folder follows no link', async () => {
    await write({ 'server.mjs': "import './link.mjs'\nimport './folder/x.mjs'\n", 'real/x.mjs': '' })
    await symlink('/etc/passwd', path.join(folder, 'link.mjs'))
    await symlink('real', path.join(folder, 'folder'))
    const { artifact } = await localProgram(located('server.mjs', 'imports'))
    expect(paths(artifact)).toEqual(['package.json', 'server.mjs'])
    expect(artifact.refused.map((each) => each.path).sort()).toEqual(['folder/x.mjs', 'link.mjs'])
  })

  it('that imports without end is bounded', async () => {
    const files = Array.from({ length: 30 }, (_, i) => [`${i}.mjs`, `import './${i + 1}.mjs'\n`])
    await write(Object.fromEntries(files))
    const error = await failureOf(localProgram(located('0.mjs', 'imports'), { ...DEFAULT_REGISTRY_LIMITS, files: 10 }))
    expect(error.message).toContain('imports more than 10 files')
  })
})
