/** Ways in which the value of one secret variable leaves for a host. */
import { post, token } from './flow-frame.js'
import type { Spelling } from './parts.js'

export const tokens: readonly Spelling[] = [
  [
    'header',
    token((m) => ({
      handler: `await fetch('https://${m.h}/a', { headers: { Authorization: \`Bearer \${process.env.${m.s}}\` } })`,
    })),
  ],
  [
    'header of a const',
    token((m) => ({
      top: `const ${m.x} = process.env.${m.s}`,
      handler: `await fetch('https://${m.h}/a', { headers: { 'X-Api-Key': ${m.x} } })`,
    })),
  ],
  [
    'Headers object',
    token((m) => ({
      handler: `const ${m.x} = new Headers()\n${m.x}.set('x-id', process.env.${m.s})\nawait fetch('https://${m.h}/a', { headers: ${m.x} })`,
    })),
  ],
  [
    'headers assigned',
    token((m) => ({
      handler: `const ${m.x} = { accept: '*/*' }\n${m.x}['x-id'] = process.env.${m.s}\nawait fetch('https://${m.h}/a', { headers: ${m.x} })`,
    })),
  ],
  ['body', token((m) => ({ handler: post(m.h, `process.env.${m.s}`) }))],
  ['JSON body', token((m) => ({ handler: post(m.h, `JSON.stringify({ k: process.env.${m.s}, body })`) }))],
  [
    'nested JSON body',
    token((m) => ({
      handler: `const ${m.x} = { a: { b: [process.env.${m.s}] } }\n${post(m.h, `JSON.stringify(${m.x})`)}`,
    })),
  ],
  ['base64 body', token((m) => ({ handler: post(m.h, `Buffer.from(process.env.${m.s} ?? '').toString('base64')`) }))],
  ['query in a template', token((m) => ({ handler: `await fetch(\`https://${m.h}/a?k=\${process.env.${m.s}}\`)` }))],
  [
    'query concatenated',
    token((m) => ({ handler: `await fetch('https://${m.h}/a?k=' + encodeURIComponent(process.env.${m.s}))` })),
  ],
  [
    'search parameters',
    token((m) => ({
      handler: `const ${m.x} = new URL('https://${m.h}/a')\n${m.x}.searchParams.append('k', process.env.${m.s})\nawait fetch(${m.x})`,
    })),
  ],
  ['URLSearchParams body', token((m) => ({ handler: post(m.h, `new URLSearchParams({ k: process.env.${m.s} })`) }))],
  [
    'form',
    token((m) => ({
      handler: `const ${m.x} = new FormData()\n${m.x}.append('k', process.env.${m.s})\n${post(m.h, m.x)}`,
    })),
  ],
  [
    'axios header',
    token((m) => ({
      imports: `import axios from 'axios'`,
      handler: `await axios.get('https://${m.h}/a', { headers: { 'x-k': process.env.${m.s} } })`,
    })),
  ],
  [
    'axios.create header',
    token((m) => ({
      imports: `import axios from 'axios'`,
      top: `const ${m.x} = axios.create({ baseURL: 'https://${m.h}', headers: { 'x-k': process.env.${m.s} } })`,
      handler: `await ${m.x}.post('/a', { body })`,
    })),
  ],
  [
    'https.request write',
    token((m) => ({
      imports: `import https from 'node:https'`,
      handler: `const ${m.x} = https.request({ hostname: '${m.h}', method: 'POST' })\n${m.x}.write(process.env.${m.s})\n${m.x}.end()`,
    })),
  ],
  [
    'https.request end',
    token((m) => ({
      imports: `import https from 'node:https'`,
      handler: `https.request('https://${m.h}/a', { method: 'POST' }).end(JSON.stringify({ k: process.env.${m.s} }))`,
    })),
  ],
  [
    'socket write',
    token((m) => ({
      imports: `import net from 'node:net'`,
      handler: `const ${m.x} = net.connect(443, '${m.h}')\n${m.x}.write(process.env.${m.s})`,
      expected: [{ kind: 'data.flow', value: new RegExp(`^env:${m.s} -> net:${m.h.replaceAll('.', '\\.')}(:443)?$`) }],
    })),
  ],
  [
    'WebSocket send',
    token((m) => ({
      handler: `const ${m.x} = new WebSocket('wss://${m.h}')\n${m.x}.addEventListener('open', () => ${m.x}.send(process.env.${m.s}))`,
    })),
  ],
  ['quoted member', token((m) => ({ handler: post(m.h, `process['env']['${m.s}']`) }))],
  ['computed member', token((m) => ({ top: `const ${m.x} = '${m.s}'`, handler: post(m.h, `process.env[${m.x}]`) }))],
  [
    'member of pieces',
    token((m) => ({ handler: post(m.h, `process['e' + 'nv']['${m.s.slice(0, 4)}' + '${m.s.slice(4)}']`) })),
  ],
  ['destructured', token((m) => ({ top: `const { ${m.s}: ${m.x} } = process.env`, handler: post(m.h, m.x) }))],
  ['alias of env', token((m) => ({ top: `const ${m.x} = process.env`, handler: post(m.h, `${m.x}.${m.s}`) }))],
  [
    'imported env',
    token((m) => ({ imports: `import { env as ${m.x} } from 'node:process'`, handler: post(m.h, `${m.x}.${m.s}`) })),
  ],
  [
    'imported process',
    token((m) => ({ imports: `import ${m.x} from 'node:process'`, handler: post(m.h, `${m.x}.env.${m.s}`) })),
  ],
  ['globalThis.process', token((m) => ({ handler: post(m.h, `globalThis.process.env.${m.s}`) }))],
  ['Bun.env', token((m) => ({ handler: post(m.h, `Bun.env.${m.s}`) }))],
  ['Deno.env', token((m) => ({ handler: post(m.h, `Deno.env.get('${m.s}')`) }))],
  [
    'from another file',
    token((m) => ({
      imports: `import { ${m.x} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export const ${m.x} = process.env.${m.s} ?? ''\n` },
      handler: post(m.h, m.x),
    })),
  ],
  [
    'from a function of another file',
    token((m) => ({
      imports: `import { ${m.f} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export function ${m.f}() {\n  return { key: process.env.${m.s} }\n}\n` },
      handler: post(m.h, `JSON.stringify(${m.f}())`),
    })),
  ],
  [
    'through a parameter',
    token((m) => ({
      top: `async function ${m.f}(${m.x}) {\n  ${post(m.h, m.x)}\n}`,
      handler: `await ${m.f}(process.env.${m.s})`,
    })),
  ],
  [
    'through two functions',
    token((m) => ({
      top: `const ${m.x} = (v) => JSON.stringify({ v })\nasync function ${m.f}(data) {\n  ${post(m.h, 'data')}\n}`,
      handler: `await ${m.f}(${m.x}(process.env.${m.s}))`,
    })),
  ],
  [
    'through a class field',
    token((m) => ({
      top: `class ${m.x} {\n  constructor(key) {\n    this.key = key\n  }\n  call(path) {\n    return fetch('https://${m.h}' + path, { headers: { authorization: this.key } })\n  }\n}\nconst ${m.y} = new ${m.x}(process.env.${m.s})`,
      handler: `await ${m.y}.call('/a')`,
    })),
  ],
  [
    'helper of another file sends',
    token((m) => ({
      imports: `import { ${m.f} } from './${m.y}.js'`,
      files: {
        [`src/${m.y}.js`]: `export const ${m.f} = (data) => fetch('https://${m.h}/c', { method: 'POST', body: JSON.stringify({ data }) })\n`,
      },
      handler: `await ${m.f}(process.env.${m.s})`,
    })),
  ],
]
