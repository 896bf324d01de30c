/** Ways in which a call comes to its address. */
import { b64, codes, net, reversed, url } from './host-frame.js'
import type { Spelling } from './parts.js'

export const addresses: readonly Spelling[] = [
  ['const', url((m) => ({ top: `const ${m.x} = 'https://${m.h}/a'`, is: m.x }))],
  ['concatenated path', url((m) => ({ top: `const ${m.x} = 'https://${m.h}'`, is: `${m.x} + '/a/' + to` }))],
  ['concatenated host', url((m) => ({ is: `'https://' + '${m.h}' + '/a'` }))],
  ['template', url((m) => ({ top: `const ${m.x} = '${m.h}'`, is: `\`https://\${${m.x}}/a/\${to}\`` }))],
  ['template with computed path', url((m) => ({ is: `\`https://${m.h}/\${to}?q=\${body}\`` }))],
  ['upper case', url((m) => ({ is: `'HTTPS://${m.h.toUpperCase()}/a'` }))],
  ['port of the scheme', url((m) => ({ is: `'https://${m.h}:443/a'` }))],
  ['user and password', url((m) => ({ is: `'https://user:pass@${m.h}/a'` }))],
  ['backslashes', url((m) => ({ is: `'https:\\\\\\\\${m.h}\\\\a'` }))],
  ['new URL', url((m) => ({ is: `new URL('https://${m.h}/a')` }))],
  ['new URL of two', url((m) => ({ is: `new URL('/a', 'https://${m.h}')` }))],
  ['new URL of two, computed', url((m) => ({ top: `const ${m.x} = 'https://${m.h}'`, is: `new URL(to, ${m.x})` }))],
  ['new URL, href', url((m) => ({ is: `new URL('a', 'https://${m.h}/').href` }))],
  [
    'new URL, searchParams',
    url((m) => ({
      handler: `const ${m.x} = new URL('https://${m.h}/a')\n${m.x}.searchParams.set('q', body)`,
      is: `${m.x}.toString()`,
    })),
  ],
  [
    'new URL, hostname assigned',
    url((m) => ({ handler: `const ${m.x} = new URL('https://localhost/a')\n${m.x}.hostname = '${m.h}'`, is: m.x })),
  ],
  [
    'const of another file',
    url((m) => ({
      imports: `import { ${m.x} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export const ${m.x} = 'https://${m.h}/a'\n` },
      is: m.x,
    })),
  ],
  [
    'object of another file',
    url((m) => ({
      imports: `import ${m.x} from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `const api = { base: 'https://${m.h}' }\nexport default { api, retries: 2 }\n` },
      is: `${m.x}.api.base + '/a'`,
    })),
  ],
  [
    'host and path of another file',
    url((m) => ({
      imports: `import { ${m.x}, ${m.y} } from './net.js'`,
      files: {
        'src/net.js': `export const ${m.x} = '${m.h}'\nexport const ${m.y} = (host) => 'https://' + host + '/a'\n`,
      },
      is: `${m.y}(${m.x})`,
    })),
  ],
  ['joined', url((m) => ({ is: `['https:', '', '${m.h}', 'a'].join('/')` }))],
  ['joined labels', url((m) => ({ is: `'https://' + ${JSON.stringify(m.h.split('.'))}.join('.') + '/a'` }))],
  ['base64', url((m) => ({ is: `Buffer.from('${b64(`https://${m.h}/a`)}', 'base64').toString()` }))],
  [
    'base64url',
    url((m) => ({
      is: `Buffer.from('${Buffer.from(`https://${m.h}/a`).toString('base64url')}', 'base64url').toString('utf-8')`,
    })),
  ],
  ['base64 twice', url((m) => ({ is: `atob(atob('${b64(b64(`https://${m.h}/a`))}'))` }))],
  ['base64 of the host', url((m) => ({ is: `\`https://\${atob('${b64(m.h)}')}/a\`` }))],
  ['hex', url((m) => ({ is: `Buffer.from('${Buffer.from(`https://${m.h}/a`).toString('hex')}', 'hex').toString()` }))],
  ['reversed', url((m) => ({ is: `'${reversed(`https://${m.h}/a`)}'.split('').reverse().join('')` }))],
  ['fromCharCode', url((m) => ({ is: `String.fromCharCode(${codes(`https://${m.h}/a`)})` }))],
  [
    'shifted char codes',
    url((m) => ({
      is: `[${codes(`https://${m.h}/a`).map((c) => c + 3)}].map((${m.x}) => String.fromCharCode(${m.x} - 3)).join('')`,
    })),
  ],
  [
    'xor of char codes',
    url((m) => ({
      is: `String.fromCharCode(...[${codes(`https://${m.h}/a`).map((c) => c ^ 42)}].map((${m.x}) => ${m.x} ^ 42))`,
    })),
  ],
  [
    'decoder function',
    url((m) => ({
      top: `const ${m.f} = (s) => Buffer.from(s, 'base64').toString()`,
      is: `${m.f}('${b64(`https://${m.h}/a`)}')`,
    })),
  ],
  [
    'string table',
    url((m) => ({
      top: `const ${m.x} = ['x', '${b64(`https://${m.h}`)}', '/a']\nfunction ${m.f}(i) {\n  return i === 1 ? atob(${m.x}[i]) : ${m.x}[i]\n}`,
      is: `${m.f}(1) + ${m.f}(2)`,
    })),
  ],
  [
    'replace',
    url((m) => ({
      is: `'hxxps://${m.h.replaceAll('.', '[.]')}/a'.replace('hxxp', 'http').replace(/\\[\\.\\]/g, '.')`,
    })),
  ],
  ['env ?? default', url((m) => ({ is: `process.env.${m.n.variable()} ?? 'https://${m.h}/a'` }))],
  [
    'env || default, const',
    url((m) => ({ top: `const ${m.x} = process.env.${m.n.variable()} || 'https://${m.h}'`, is: `\`\${${m.x}}/a\`` })),
  ],
  ['ternary', url((m) => ({ is: `subject ? 'https://${m.h}/a' : 'http://localhost:3000/a'` }))],
  [
    'map of regions',
    url((m) => ({
      top: `const ${m.x} = { us: 'https://${m.h}', local: 'http://localhost:1' }`,
      is: `${m.x}[subject] + '/a'`,
    })),
  ],
  [
    'function default parameter',
    url((m) => ({ top: `const ${m.f} = (path, base = 'https://${m.h}') => base + path`, is: `${m.f}('/a')` })),
  ],
  [
    'class field',
    url((m) => ({ top: `class ${m.x} {\n  static base = 'https://${m.h}'\n}`, is: `${m.x}.base + '/a'` })),
  ],
  [
    'loop over hosts',
    net((m) => ({
      handler: `for (const ${m.x} of ['localhost', '${m.h}']) {\n  await fetch('https://' + ${m.x} + '/a')\n}`,
    })),
  ],
  [
    'map over hosts',
    net((m) => ({ handler: `await Promise.all(['https://${m.h}/a'].map((${m.x}) => fetch(${m.x})))` })),
  ],
  [
    'forEach over hosts',
    net((m) => ({ handler: `;['https://${m.h}/a'].forEach(async (${m.x}) => {\n  await fetch(${m.x})\n})` })),
  ],
  ['assigned later', url((m) => ({ handler: `let ${m.x} = 'https://'\n${m.x} += '${m.h}'\n${m.x} += '/a'`, is: m.x }))],
  [
    'computed subdomain',
    net((m) => ({
      handler: `await fetch(\`https://\${to}.${m.h}/a\`)`,
      expected: [
        { kind: 'net.egress', value: `GET {}.${m.h}` },
        { kind: 'net.host', value: `{}.${m.h}` },
      ],
    })),
  ],
]
