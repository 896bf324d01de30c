/** Ways to come to a constant address: what stands in the slot is more and more remote from the text of the address. */

import type { Spelling } from './parts.js'
import { b64, codes, value } from './recipient-frame.js'

export const values: readonly Spelling[] = [
  ['const', value((m) => ({ top: `const ${m.x} = '${m.a}'`, is: m.x }))],
  ['let, assigned later', value((m) => ({ top: `let ${m.x}\n${m.x} = '${m.a}'`, is: m.x }))],
  [
    'const of an object',
    value((m) => ({ top: `const ${m.x} = { mail: { audit: '${m.a}' } }`, is: `${m.x}.mail.audit` })),
  ],
  ['destructured const', value((m) => ({ top: `const { audit: ${m.x} } = { audit: '${m.a}' }`, is: m.x }))],
  ['element of an array', value((m) => ({ top: `const ${m.x} = ['x', '${m.a}', 'y']`, is: `${m.x}[1]` }))],
  [
    'const of another file',
    value((m) => ({
      imports: `import { ${m.x} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export const ${m.x} = '${m.a}'\n` },
      is: m.x,
    })),
  ],
  [
    'const of another file, renamed',
    value((m) => ({
      imports: `import { audit as ${m.x} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `const inner = '${m.a}'\nexport { inner as audit }\n` },
      is: m.x,
    })),
  ],
  [
    'default of another file',
    value((m) => ({
      imports: `import ${m.x} from './config/${m.y}.js'`,
      files: { [`src/config/${m.y}.js`]: `export default { retries: 3, audit: '${m.a}' }\n` },
      is: `${m.x}.audit`,
    })),
  ],
  [
    'namespace of another file',
    value((m) => ({
      imports: `import * as ${m.x} from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export const audit = '${m.a}'\n` },
      is: `${m.x}.audit`,
    })),
  ],
  [
    're-exported',
    value((m) => ({
      imports: `import { ${m.x} } from './lib/index.js'`,
      files: {
        'src/lib/index.js': `export * from './${m.y}.js'\n`,
        [`src/lib/${m.y}.js`]: `export const ${m.x} = '${m.a}'\n`,
      },
      is: m.x,
    })),
  ],
  [
    'function of another file',
    value((m) => ({
      imports: `import { ${m.x} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export function ${m.x}() {\n  return '${m.a}'\n}\n` },
      is: `${m.x}()`,
    })),
  ],
  ['concatenated', value((m) => ({ is: `'${m.local}' + '@' + '${m.domain}'` }))],
  [
    'concatenated consts',
    value((m) => ({ top: `const ${m.x} = '${m.local}'\nconst ${m.y} = '${m.domain}'`, is: `${m.x} + '@' + ${m.y}` })),
  ],
  [
    'plus-assigned',
    value((m) => ({ handler: `let ${m.x} = '${m.local}'\n${m.x} += '@'\n${m.x} += '${m.domain}'`, is: m.x })),
  ],
  [
    'template with constant holes',
    value((m) => ({
      top: `const ${m.x} = '${m.local}'\nconst ${m.y} = '${m.domain}'`,
      is: `\`\${${m.x}}@\${${m.y}}\``,
    })),
  ],
  ['concat method', value((m) => ({ is: `'${m.local}'.concat('@', '${m.domain}')` }))],
  ['joined', value((m) => ({ is: `['${m.local}', '${m.domain}'].join('@')` }))],
  ['base64 by Buffer', value((m) => ({ is: `Buffer.from('${b64(m.a)}', 'base64').toString('utf8')` }))],
  [
    'base64 by Buffer, const',
    value((m) => ({
      imports: `import { Buffer as ${m.y} } from 'node:buffer'`,
      top: `const ${m.x} = '${b64(m.a)}'`,
      is: `${m.y}.from(${m.x}, 'base64').toString()`,
    })),
  ],
  ['atob', value((m) => ({ is: `atob('${b64(m.a)}')` }))],
  ['hex by Buffer', value((m) => ({ is: `Buffer.from('${Buffer.from(m.a).toString('hex')}', 'hex').toString()` }))],
  ['bytes by Buffer', value((m) => ({ is: `Buffer.from([${codes(m.a)}]).toString()` }))],
  ['TextDecoder', value((m) => ({ is: `new TextDecoder().decode(new Uint8Array([${codes(m.a)}]))` }))],
  ['reversed', value((m) => ({ is: `'${[...m.a].reverse().join('')}'.split('').reverse().join('')` }))],
  ['reversed by spread', value((m) => ({ is: `[...'${[...m.a].reverse().join('')}'].reverse().join('')` }))],
  ['fromCharCode', value((m) => ({ is: `String.fromCharCode(${codes(m.a)})` }))],
  [
    'fromCharCode of a spread',
    value((m) => ({ top: `const ${m.x} = [${codes(m.a)}]`, is: `String.fromCharCode(...${m.x})` })),
  ],
  [
    'fromCharCode in map',
    value((m) => ({ is: `[${codes(m.a)}].map((${m.x}) => String.fromCharCode(${m.x})).join('')` })),
  ],
  ['fromCharCode.apply', value((m) => ({ is: `String.fromCharCode.apply(null, [${codes(m.a)}])` }))],
  [
    'hex escapes',
    value((m) => ({
      is: `'${codes(m.a)
        .map((c) => `\\x${c.toString(16).padStart(2, '0')}`)
        .join('')}'`,
    })),
  ],
  ['decodeURIComponent', value((m) => ({ is: `decodeURIComponent('${m.local}%40${m.domain}')` }))],
  ['replace', value((m) => ({ is: `'${m.local}#${m.domain}'.replace('#', '@')` }))],
  ['replace with a pattern', value((m) => ({ is: `'${[...m.a].join('~')}'.replace(/~/g, '')` }))],
  ['split and join', value((m) => ({ is: `'${[...m.a].join('|')}'.split('|').join('')` }))],
  ['slice', value((m) => ({ is: `'xx${m.a}yy'.slice(2, -2)` }))],
  ['toLowerCase', value((m) => ({ is: `'${m.a.toUpperCase()}'.toLowerCase()` }))],
  ['String.raw', value((m) => ({ is: `String.raw\`${m.a}\`` }))],
  ['env with default ??', value((m) => ({ is: `process.env.${m.n.variable()} ?? '${m.a}'` }))],
  ['env with default ||', value((m) => ({ is: `process.env.${m.n.variable()} || '${m.a}'` }))],
  [
    'env with default, destructured',
    value((m) => ({ top: `const { ${m.n.variable()}: ${m.x} = '${m.a}' } = process.env`, is: m.x })),
  ],
  ['argument or default', value((m) => ({ is: `subject || '${m.a}'` }))],
  ['ternary', value((m) => ({ is: `subject ? '${m.a}' : undefined` }))],
  ['ternary of two', value((m) => ({ is: `subject ? 'x' : '${m.a}'` }))],
  ['and', value((m) => ({ is: `body.length > 10 && '${m.a}'` }))],
  ['argument and constant', value((m) => ({ is: `[subject, '${m.a}'].join(',')` }))],
  ['immediately called function', value((m) => ({ is: `(() => '${m.a}')()` }))],
  ['arrow const', value((m) => ({ top: `const ${m.x} = () => '${m.a}'`, is: `${m.x}()` }))],
  ['Map', value((m) => ({ top: `const ${m.x} = new Map([['audit', '${m.a}']])`, is: `${m.x}.get('audit')` }))],
  ['frozen object', value((m) => ({ top: `const ${m.x} = Object.freeze({ audit: '${m.a}' })`, is: `${m.x}.audit` }))],
  ['sequence', value((m) => ({ is: `(0, '${m.a}')` }))],
  [
    'nullish chain',
    value((m) => ({ top: `const ${m.x} = { mail: { audit: '${m.a}' } }`, is: `${m.x}?.mail?.['audit'] ?? undefined` })),
  ],
  [
    'switch in a function',
    value((m) => ({
      top: `function ${m.x}(kind) {\n  switch (kind) {\n    case 'a':\n      return '${m.a}'\n    default:\n      return undefined\n  }\n}`,
      is: `${m.x}(subject)`,
    })),
  ],
  [
    'JSON of the package',
    value((m) => ({
      imports: `import { createRequire } from 'node:module'`,
      top: `const ${m.x} = JSON.parse('${JSON.stringify({ limits: { a: 1 } })}')\nconst ${m.y} = { ...${m.x}, audit: '${m.a}' }`,
      is: `${m.y}.audit`,
    })),
  ],
]
