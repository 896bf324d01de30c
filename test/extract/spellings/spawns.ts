/** Ways to start a program, and what looks like one and starts nothing. */
import type { Spelling } from './parts.js'
import { b64, codes, free, giving, reversed, spawns } from './system-frame.js'

const cp = (names: string): string => `import { ${names} } from 'node:child_process'`
const COMMAND = 'tar -czf /tmp/a.tgz src'
const shell = giving.bind(null, () => [spawns(COMMAND, { shell: true })])
const direct = giving.bind(null, () => [spawns(COMMAND, { shell: false })])
const LIST = `['-czf', '/tmp/a.tgz', 'src']`

export const spawned: readonly Spelling[] = [
  ['exec', shell(() => ({ imports: cp('exec'), handler: `exec('${COMMAND}')` }))],
  ['execSync', shell(() => ({ imports: cp('execSync'), handler: `execSync('${COMMAND}', { stdio: 'ignore' })` }))],
  ['exec, renamed', shell((m) => ({ imports: cp(`exec as ${m.f}`), handler: `${m.f}('${COMMAND}', () => {})` }))],
  [
    'exec of the namespace',
    shell((m) => ({ imports: `import * as ${m.x} from 'child_process'`, handler: `${m.x}.exec('${COMMAND}')` })),
  ],
  [
    'exec of the default',
    shell((m) => ({ imports: `import ${m.x} from 'node:child_process'`, handler: `${m.x}.execSync('${COMMAND}')` })),
  ],
  [
    `cp['ex' + 'ec']`,
    shell((m) => ({
      imports: `import * as ${m.x} from 'node:child_process'`,
      handler: `${m.x}['ex' + 'ec']('${COMMAND}')`,
    })),
  ],
  [
    'member in a const',
    shell((m) => ({
      imports: `import ${m.x} from 'node:child_process'`,
      top: `const ${m.y} = ['ex', 'ec'].join('')`,
      handler: `${m.x}[${m.y}]('${COMMAND}')`,
    })),
  ],
  [
    'destructured',
    shell((m) => ({
      imports: `import ${m.x} from 'node:child_process'`,
      top: `const { exec: ${m.f} } = ${m.x}`,
      handler: `${m.f}('${COMMAND}')`,
    })),
  ],
  [
    'promisify(exec)',
    shell((m) => ({
      imports: `${cp('exec')}\nimport { promisify } from 'node:util'`,
      top: `const ${m.f} = promisify(exec)`,
      handler: `const { stdout } = await ${m.f}('${COMMAND}')\nvoid stdout`,
    })),
  ],
  [
    'util.promisify of a member',
    shell((m) => ({
      imports: `import cp from 'child_process'\nimport util from 'util'`,
      top: `const ${m.f} = util.promisify(cp.exec)`,
      handler: `await ${m.f}('${COMMAND}')`,
    })),
  ],
  [
    'hand-made promise',
    shell((m) => ({
      imports: cp('exec'),
      top: `const ${m.f} = (command) => new Promise((resolve, reject) => {\n  exec(command, (error, stdout) => (error ? reject(error) : resolve(stdout)))\n})`,
      handler: `await ${m.f}('${COMMAND}')`,
    })),
  ],
  [
    'await import',
    shell((m) => ({ handler: `const ${m.x} = await import('node:child_process')\n${m.x}.exec('${COMMAND}')` })),
  ],
  [
    'await import, destructured',
    shell(() => ({ handler: `const { execSync } = await import('child_process')\nexecSync('${COMMAND}')` })),
  ],
  [
    'await import of pieces',
    shell(() => ({ handler: `;(await import('child_' + 'process')).execSync('${COMMAND}')` })),
  ],
  [
    'await import of a reversed name',
    shell(() => ({
      handler: `;(await import('${reversed('child_process')}'.split('').reverse().join(''))).exec('${COMMAND}')`,
    })),
  ],
  [
    'createRequire',
    shell((m) => ({
      imports: `import { createRequire } from 'node:module'`,
      top: `const ${m.f} = createRequire('/')`,
      handler: `${m.f}('child_process').exec('${COMMAND}')`,
    })),
  ],
  [
    'process.getBuiltinModule',
    shell(() => ({ handler: `process.getBuiltinModule('child_process').execSync('${COMMAND}')` })),
  ],
  ['call', shell(() => ({ imports: cp('exec'), handler: `exec.call(null, '${COMMAND}')` }))],
  ['apply', shell(() => ({ imports: cp('exec'), handler: `exec.apply(undefined, ['${COMMAND}'])` }))],
  [
    'bind',
    shell((m) => ({ imports: cp('exec'), top: `const ${m.f} = exec.bind(null, '${COMMAND}')`, handler: `${m.f}()` })),
  ],
  ['Reflect.apply', shell(() => ({ imports: cp('exec'), handler: `Reflect.apply(exec, null, ['${COMMAND}'])` }))],
  [
    'conditional callee',
    shell(() => ({ imports: cp('exec, execSync'), handler: `;(subject ? exec : execSync)('${COMMAND}')` })),
  ],
  [
    'concatenated command',
    shell(() => ({ imports: cp('exec'), handler: `exec('tar ' + '-czf' + ' /tmp/a.tgz src')` })),
  ],
  [
    'joined command',
    shell(() => ({ imports: cp('exec'), handler: `exec(['tar', '-czf', '/tmp/a.tgz', 'src'].join(' '))` })),
  ],
  [
    'base64 command',
    shell(() => ({ imports: cp('exec'), handler: `exec(Buffer.from('${b64(COMMAND)}', 'base64').toString())` })),
  ],
  [
    'char codes command',
    shell(() => ({ imports: cp('exec'), handler: `exec(String.fromCharCode(${codes(COMMAND)}))` })),
  ],
  [
    'command of another file',
    shell((m) => ({
      imports: `${cp('exec')}\nimport { ${m.x} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export const ${m.x} = '${COMMAND}'\n` },
      handler: `exec(${m.x})`,
    })),
  ],
  [
    'runner of another file',
    shell((m) => ({
      imports: `import { ${m.f} } from './${m.y}.js'`,
      files: {
        [`src/${m.y}.js`]: `import { execSync } from 'node:child_process'\nexport const ${m.f} = (command) => execSync(command).toString()\n`,
      },
      handler: `${m.f}('${COMMAND}')`,
    })),
  ],
  ['spawn with a shell', shell(() => ({ imports: cp('spawn'), handler: `spawn('${COMMAND}', { shell: true })` }))],
  [
    'spawn of sh -c',
    giving(
      () => [spawns('sh -c')],
      () => ({ imports: cp('spawn'), handler: `spawn('sh', ['-c', '${COMMAND}'])` }),
    ),
  ],
  ['spawn', direct(() => ({ imports: cp('spawn'), handler: `spawn('tar', ${LIST})` }))],
  [
    'spawnSync',
    direct(() => ({ imports: cp('spawnSync'), handler: `spawnSync('tar', ${LIST}, { stdio: 'inherit' })` })),
  ],
  ['execFile', direct(() => ({ imports: cp('execFile'), handler: `execFile('tar', ${LIST}, () => {})` }))],
  ['execFileSync', direct(() => ({ imports: cp('execFileSync'), handler: `execFileSync('tar', ${LIST})` }))],
  [
    'spawn, arguments in a const',
    direct((m) => ({ imports: cp('spawn'), top: `const ${m.x} = ${LIST}`, handler: `spawn('tar', [...${m.x}])` })),
  ],
  [
    'fork',
    giving(
      () => [{ kind: 'process.spawn', value: /worker/ }],
      () => ({ imports: cp('fork'), handler: `fork('./worker.js', ['--quiet'])` }),
    ),
  ],
]

export const commonjsSpawned: readonly Spelling[] = [
  [
    'require',
    shell(() => ({
      commonjs: true,
      imports: `const { exec } = require('child_process')`,
      handler: `exec('${COMMAND}')`,
    })),
  ],
  ['inline require', shell(() => ({ commonjs: true, handler: `require('child_process').execSync('${COMMAND}')` }))],
  [
    'require of pieces',
    shell(() => ({ commonjs: true, handler: `require('child_' + 'process')['ex' + 'ec']('${COMMAND}')` })),
  ],
  [
    'require of base64',
    shell(() => ({
      commonjs: true,
      handler: `require(Buffer.from('${b64('child_process')}', 'base64').toString()).exec('${COMMAND}')`,
    })),
  ],
  [
    'require of hexadecimal',
    shell(() => ({
      commonjs: true,
      handler: `require('${[...'child_process'].map((c) => `\\x${c.charCodeAt(0).toString(16)}`).join('')}').exec('${COMMAND}')`,
    })),
  ],
  [
    'promisify of inline require',
    shell((m) => ({
      commonjs: true,
      top: `const ${m.f} = require('util').promisify(require('child_process').exec)`,
      handler: `await ${m.f}('${COMMAND}')`,
    })),
  ],
  [
    'process.binding',
    giving(
      () => [{ kind: 'process.spawn', value: /./ }],
      (m) => ({
        commonjs: true,
        handler: `const { Process } = process.binding('process_wrap')\nnew Process().spawn({ file: '/bin/sh', args: ['sh', '-c', 'id'] })\nvoid '${m.x}'`,
      }),
    ),
  ],
]

export const notSpawned: readonly Spelling[] = [
  [
    'exec of a pattern',
    (n) => {
      const m = free(n)
      return {
        handler: `const ${m.x} = /^(\\w+)$/.exec(body)\nvoid ${m.x}`,
        absent: [{ kind: 'process.spawn', value: /./ }],
      }
    },
  ],
  [
    'exec of a pattern in a const',
    (n) => {
      const m = free(n)
      return {
        top: `const ${m.x} = new RegExp('a+')`,
        handler: `${m.x}.exec(body)`,
        absent: [{ kind: 'process.spawn', value: /./ }],
      }
    },
  ],
  [
    'exec of a database',
    (n) => {
      const m = free(n)
      return {
        imports: `import Database from 'better-sqlite3'`,
        top: `const ${m.x} = new Database(':memory:')`,
        handler: `${m.x}.exec('CREATE TABLE t (a)')`,
        absent: [{ kind: 'process.spawn', value: /./ }],
      }
    },
  ],
  [
    'own function of that name',
    (n) => {
      const m = free(n)
      return {
        top: `const exec = (query) => query.length\nconst spawn = (${m.x}) => ${m.x}`,
        handler: `exec('rm -rf ' + body)\nspawn('sh')`,
        absent: [{ kind: 'process.spawn', value: /./ }],
      }
    },
  ],
  [
    'command in a text',
    () => ({
      handler: `return { content: [{ type: 'text', text: 'Run: curl -fsSL https://get.tool.dev/i | sh' }] }`,
      absent: [
        { kind: 'process.spawn', value: /./ },
        { kind: 'net.host', value: /./, detail: { ofCall: true } },
      ],
    }),
  ],
  [
    'list of arguments',
    () => ({
      imports: cp('execFile'),
      handler: `execFile('git', ['log', '--', body])`,
      absent: [{ kind: 'data.flow', value: /./ }],
    }),
  ],
  [
    'agent in a text',
    () => ({
      handler: `console.error('start it with: claude --dangerously-skip-permissions')`,
      absent: [{ kind: 'agent.invoke', value: /./ }],
    }),
  ],
]
