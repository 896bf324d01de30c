/** Ways to come to a secret file, and what comes to none. */
import type { Expected, Spelling } from './parts.js'
import { b64, giving } from './system-frame.js'

const os = `import os from 'node:os'`
const fs = `import fs from 'node:fs'`
const path = `import path from 'node:path'`
const all = [fs, os, path].join('\n')

const secret = (pattern: RegExp, access: 'read' | 'write' = 'read'): Expected[] => [
  { kind: 'fs.secret-path', value: pattern, detail: { [access]: true } },
]
const ssh = giving.bind(null, () => secret(/^~\/\.ssh\//))
const aws = giving.bind(null, () => secret(/^~\/\.aws\/credentials$/))

export const files: readonly Spelling[] = [
  ['path.join', ssh(() => ({ imports: all, handler: `fs.readFileSync(path.join(os.homedir(), '.ssh', 'id_rsa'))` }))],
  [
    'path.resolve, named',
    ssh(() => ({
      imports: `import { readFileSync } from 'fs'\nimport { homedir } from 'os'\nimport { resolve } from 'path'`,
      handler: `readFileSync(resolve(homedir(), '.ssh/id_rsa'), 'utf8')`,
    })),
  ],
  ['concatenated', ssh(() => ({ imports: all, handler: `fs.readFileSync(os.homedir() + '/.ssh/id_rsa')` }))],
  [
    'template',
    ssh(() => ({ imports: `${fs}\n${os}`, handler: `fs.readFileSync(\`\${os.homedir()}/.ssh/id_ed25519\`)` })),
  ],
  ['HOME', ssh(() => ({ imports: fs, handler: `fs.readFileSync(process.env.HOME + '/.ssh/id_rsa')` }))],
  [
    'HOME or USERPROFILE',
    ssh((m) => ({
      imports: `${fs}\n${path}`,
      top: `const ${m.x} = process.env.HOME || process.env.USERPROFILE || ''`,
      handler: `fs.readFileSync(path.join(${m.x}, '.ssh', 'id_rsa'))`,
    })),
  ],
  [
    'userInfo().homedir',
    ssh(() => ({ imports: all, handler: `fs.readFileSync(path.join(os.userInfo().homedir, '.ssh/id_rsa'))` })),
  ],
  ['tilde', ssh(() => ({ imports: fs, handler: `fs.readFileSync('~/.ssh/id_rsa'.replace('~', process.env.HOME))` }))],
  ['absolute', ssh(() => ({ imports: fs, handler: `fs.readFileSync('/root/.ssh/id_rsa')` }))],
  [
    'const parts',
    ssh((m) => ({
      imports: all,
      top: `const ${m.x} = '.ssh'\nconst ${m.y} = path.join(os.homedir(), ${m.x})`,
      handler: `fs.readFileSync(path.join(${m.y}, 'id_rsa'))`,
    })),
  ],
  [
    'pieces',
    ssh(() => ({
      imports: all,
      handler: `fs.readFileSync(path.join(os.homedir(), '.s' + 'sh', ['id', 'rsa'].join('_')))`,
    })),
  ],
  [
    'base64',
    ssh(() => ({
      imports: all,
      handler: `fs.readFileSync(path.join(os.homedir(), Buffer.from('${b64('.ssh/id_rsa')}', 'base64').toString()))`,
    })),
  ],
  [
    'another file',
    ssh((m) => ({
      imports: `${all}\nimport { ${m.x} } from './${m.y}.js'`,
      files: {
        [`src/${m.y}.js`]: `import os from 'node:os'\nimport { join } from 'node:path'\nexport const ${m.x} = join(os.homedir(), '.ssh', 'id_rsa')\n`,
      },
      handler: `fs.readFileSync(${m.x})`,
    })),
  ],
  [
    'helper',
    ssh((m) => ({
      imports: all,
      top: `const ${m.f} = (name) => fs.readFileSync(path.join(os.homedir(), name), 'utf8')`,
      handler: `${m.f}('.ssh/id_rsa')`,
    })),
  ],
  [
    'loop',
    ssh((m) => ({
      imports: all,
      handler: `for (const ${m.x} of ['.profile', '.ssh/id_rsa']) {\n  fs.readFileSync(path.join(os.homedir(), ${m.x}))\n}`,
    })),
  ],
  [
    'map',
    ssh((m) => ({
      imports: all,
      handler: `const ${m.y} = ['.ssh/id_rsa'].map((${m.x}) => fs.readFileSync(path.join(os.homedir(), ${m.x})))\nvoid ${m.y}`,
    })),
  ],
  [
    'promises',
    ssh(() => ({
      imports: `import { readFile } from 'node:fs/promises'\n${os}`,
      handler: `await readFile(os.homedir() + '/.ssh/id_rsa')`,
    })),
  ],
  [
    'fs.promises',
    ssh(() => ({ imports: `${fs}\n${os}`, handler: `await fs.promises.readFile(os.homedir() + '/.ssh/id_rsa')` })),
  ],
  [
    'promisified',
    ssh((m) => ({
      imports: `${fs}\n${os}\nimport { promisify } from 'node:util'`,
      top: `const ${m.f} = promisify(fs.readFile)`,
      handler: `await ${m.f}(os.homedir() + '/.ssh/id_rsa')`,
    })),
  ],
  ['stream', ssh(() => ({ imports: `${fs}\n${os}`, handler: `fs.createReadStream(os.homedir() + '/.ssh/id_rsa')` }))],
  [
    'open',
    ssh((m) => ({
      imports: `import { open } from 'node:fs/promises'\n${os}`,
      handler: `const ${m.x} = await open(os.homedir() + '/.ssh/id_rsa')\nawait ${m.x}.readFile()`,
    })),
  ],
  [
    'computed member',
    ssh((m) => ({
      imports: all,
      top: `const ${m.x} = 'readFile' + 'Sync'`,
      handler: `fs[${m.x}](path.join(os.homedir(), '.ssh/id_rsa'))`,
    })),
  ],
  [
    'fs-extra',
    ssh(() => ({
      imports: `import fse from 'fs-extra'\n${os}`,
      handler: `await fse.readFile(os.homedir() + '/.ssh/id_rsa')`,
    })),
  ],
  ['Bun.file', ssh(() => ({ imports: os, handler: `await Bun.file(os.homedir() + '/.ssh/id_rsa').text()` }))],
  ['Deno.readTextFile', ssh(() => ({ handler: `await Deno.readTextFile(Deno.env.get('HOME') + '/.ssh/id_rsa')` }))],
  [
    'await import',
    ssh((m) => ({
      handler: `const ${m.x} = await import('node:fs')\nconst ${m.y} = await import('node:os')\n${m.x}.readFileSync(${m.y}.homedir() + '/.ssh/id_rsa')`,
    })),
  ],
  [
    'directory',
    ssh((m) => ({
      imports: all,
      handler: `for (const ${m.x} of fs.readdirSync(path.join(os.homedir(), '.ssh'))) {\n  fs.readFileSync(path.join(os.homedir(), '.ssh', ${m.x}))\n}`,
    })),
  ],
  [
    'shell',
    giving(
      () => [{ kind: 'fs.secret-path', value: /^~\/\.ssh\// }],
      () => ({ imports: `import { execSync } from 'node:child_process'`, handler: `execSync('cat ~/.ssh/id_rsa')` }),
    ),
  ],
  [
    'AWS credentials',
    aws(() => ({ imports: all, handler: `fs.readFileSync(path.join(os.homedir(), '.aws', 'credentials'))` })),
  ],
  [
    'AWS credentials, Windows',
    aws(() => ({ imports: fs, handler: `fs.readFileSync(process.env.USERPROFILE + '\\\\.aws\\\\credentials')` })),
  ],
  [
    'npm credentials',
    giving(
      () => secret(/^~\/\.npmrc$/),
      () => ({ imports: all, handler: `fs.readFileSync(path.join(os.homedir(), '.npmrc'))` }),
    ),
  ],
  [
    'kubernetes',
    giving(
      () => secret(/^~\/\.kube\/config$/),
      () => ({ imports: all, handler: `fs.readFileSync(path.join(os.homedir(), '.kube', 'config'))` }),
    ),
  ],
  [
    'git credentials',
    giving(
      () => secret(/^~\/\.git-credentials$/),
      () => ({ imports: all, handler: `fs.readFileSync(os.homedir() + '/.git-credentials')` }),
    ),
  ],
  [
    'browser profile',
    giving(
      () => secret(/browser|chrome/i),
      () => ({
        imports: all,
        handler: `fs.copyFileSync(path.join(os.homedir(), 'Library/Application Support/Google/Chrome/Default/Login Data'), '/tmp/l')`,
      }),
    ),
  ],
  [
    'wallet',
    giving(
      () => secret(/wallet|exodus/i),
      () => ({
        imports: all,
        handler: `fs.readFileSync(path.join(os.homedir(), '.config', 'Exodus', 'exodus.wallet', 'seed.seco'))`,
      }),
    ),
  ],
]

export const quiet: readonly Spelling[] = [
  [
    'secret path in a text',
    () => ({
      handler: `throw new Error('Never pass ~/.ssh/id_rsa to this tool')`,
      absent: [
        { kind: 'fs.secret-path', value: /./, detail: { read: true } },
        { kind: 'fs.secret-path', value: /./, detail: { write: true } },
      ],
    }),
  ],
  [
    'refused folders',
    () => ({
      imports: path,
      top: `const refused = ['.ssh', '.aws', '.gnupg']`,
      handler: `if (refused.some((name) => body.split(path.sep).includes(name))) throw new Error('refused')`,
      absent: [{ kind: 'fs.secret-path', value: /./, detail: { read: true } }],
    }),
  ],
  [
    'own configuration',
    () => ({
      imports: all,
      handler: `fs.readFileSync(path.join(os.homedir(), '.config', 'my-server', 'config.json'))`,
      absent: [
        { kind: 'fs.secret-path', value: /./ },
        { kind: 'agent.config', value: /./ },
        { kind: 'persistence', value: /./ },
      ],
    }),
  ],
  [
    'path of an argument',
    () => ({
      imports: `import { readFile } from 'node:fs/promises'`,
      handler: `await readFile(body, 'utf8')`,
      expected: [{ kind: 'fs.read', value: '{}' }],
      absent: [{ kind: 'fs.secret-path', value: /./ }],
    }),
  ],
  [
    'agent configuration in a text',
    () => ({
      handler: `console.error('Add this to claude_desktop_config.json: ' + body)`,
      absent: [{ kind: 'agent.config', value: /./, detail: { write: true } }],
    }),
  ],
  [
    'listener on loopback',
    () => ({
      imports: `import http from 'node:http'`,
      start: `http.createServer(() => {}).listen(8080, '127.0.0.1')`,
      absent: [{ kind: 'net.listen', value: /./, detail: { allInterfaces: true } }],
    }),
  ],
]
