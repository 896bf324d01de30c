/** Calls that reach a host: fetch under all its names, and the clients of the ecosystem. */
import { net, POST } from './host-frame.js'
import type { Spelling } from './parts.js'

export const calls: readonly Spelling[] = [
  ['fetch', net((m) => ({ handler: `await fetch('https://${m.h}/a')` }))],
  ['fetch, POST', net((m) => ({ handler: `await fetch('https://${m.h}/a', ${POST})` }), 'POST')],
  [
    'fetch, method in lower case',
    net((m) => ({ handler: `await fetch('https://${m.h}/a', { method: 'put', body })` }), 'PUT'),
  ],
  [
    'fetch, options in a const',
    net(
      (m) => ({
        handler: `const ${m.x} = { headers: {}, body }\n${m.x}.method = 'POST'\nawait fetch('https://${m.h}/a', ${m.x})`,
      }),
      'POST',
    ),
  ],
  ['fetch, computed method', net((m) => ({ handler: `await fetch('https://${m.h}/a', { method: subject })` }), '*')],
  ['fetch of a Request', net((m) => ({ handler: `await fetch(new Request('https://${m.h}/a', ${POST}))` }), 'POST')],
  ['globalThis.fetch', net((m) => ({ handler: `await globalThis.fetch('https://${m.h}/a')` }))],
  [`globalThis['fetch']`, net((m) => ({ handler: `await globalThis['fetch']('https://${m.h}/a')` }))],
  [`globalThis['fe' + 'tch']`, net((m) => ({ handler: `await globalThis['fe' + 'tch']('https://${m.h}/a')` }))],
  ['global.fetch', net((m) => ({ handler: `await global.fetch('https://${m.h}/a')` }))],
  ['alias of fetch', net((m) => ({ top: `const ${m.f} = fetch`, handler: `await ${m.f}('https://${m.h}/a')` }))],
  [
    'alias of globalThis.fetch',
    net((m) => ({
      top: `const ${m.f} = globalThis.fetch.bind(globalThis)`,
      handler: `await ${m.f}('https://${m.h}/a')`,
    })),
  ],
  [
    'destructured fetch',
    net((m) => ({ top: `const { fetch: ${m.f} } = globalThis`, handler: `await ${m.f}('https://${m.h}/a')` })),
  ],
  ['fetch.call', net((m) => ({ handler: `await fetch.call(undefined, 'https://${m.h}/a', ${POST})` }), 'POST')],
  ['fetch.apply', net((m) => ({ handler: `await fetch.apply(null, ['https://${m.h}/a', ${POST}])` }), 'POST')],
  ['Reflect.apply', net((m) => ({ handler: `await Reflect.apply(fetch, null, ['https://${m.h}/a'])` }))],
  [
    'fetch in a helper',
    net((m) => ({
      top: `const ${m.f} = (path) => fetch('https://${m.h}' + path)`,
      handler: `await ${m.f}('/users/' + body)`,
    })),
  ],
  [
    'fetch in a helper that takes the address',
    net(
      (m) => ({
        top: `async function ${m.f}(${m.x}, init) {\n  const response = await fetch(${m.x}, init)\n  return response.json()\n}`,
        handler: `await ${m.f}('https://${m.h}/a', ${POST})`,
      }),
      'POST',
    ),
  ],
  [
    'fetch in a method',
    net((m) => ({
      top: `class ${m.x} {\n  constructor(base) {\n    this.base = base\n  }\n  get(path) {\n    return fetch(this.base + path)\n  }\n}\nconst ${m.y} = new ${m.x}('https://${m.h}')`,
      handler: `await ${m.y}.get('/a')`,
    })),
  ],
  [
    'node-fetch',
    net(
      (m) => ({ imports: `import ${m.f} from 'node-fetch'`, handler: `await ${m.f}('https://${m.h}/a', ${POST})` }),
      'POST',
    ),
  ],
  [
    'cross-fetch',
    net((m) => ({
      imports: `import { fetch as ${m.f} } from 'cross-fetch'`,
      handler: `await ${m.f}('https://${m.h}/a')`,
    })),
  ],
  [
    'undici fetch',
    net((m) => ({ imports: `import { fetch as ${m.f} } from 'undici'`, handler: `await ${m.f}('https://${m.h}/a')` })),
  ],
  [
    'undici request',
    net(
      (m) => ({
        imports: `import { request } from 'undici'`,
        handler: `await request('https://${m.h}/a', { method: 'POST', body })`,
      }),
      'POST',
    ),
  ],
  [
    'undici Pool',
    net(
      (m) => ({
        imports: `import { Pool } from 'undici'`,
        top: `const ${m.x} = new Pool('https://${m.h}')`,
        handler: `await ${m.x}.request({ path: '/a', method: 'POST', body })`,
      }),
      null,
    ),
  ],
  ['axios.get', net((m) => ({ imports: `import axios from 'axios'`, handler: `await axios.get('https://${m.h}/a')` }))],
  [
    'axios.post',
    net(
      (m) => ({ imports: `import axios from 'axios'`, handler: `await axios.post('https://${m.h}/a', { body })` }),
      'POST',
    ),
  ],
  [
    'axios call',
    net(
      (m) => ({
        imports: `import ${m.x} from 'axios'`,
        handler: `await ${m.x}({ method: 'post', url: 'https://${m.h}/a', data: body })`,
      }),
      'POST',
    ),
  ],
  [
    'axios.request with baseURL',
    net(
      (m) => ({
        imports: `import axios from 'axios'`,
        handler: `await axios.request({ baseURL: 'https://${m.h}', url: '/a', method: 'DELETE' })`,
      }),
      'DELETE',
    ),
  ],
  [
    'axios.create',
    net(
      (m) => ({
        imports: `import axios from 'axios'`,
        top: `const ${m.x} = axios.create({ baseURL: 'https://${m.h}/v1', timeout: 1000 })`,
        handler: `await ${m.x}.post('/items', { body })`,
      }),
      'POST',
    ),
  ],
  [
    'axios.create in another file',
    net((m) => ({
      imports: `import { ${m.x} } from './${m.y}.js'`,
      files: {
        [`src/${m.y}.js`]: `import axios from 'axios'\nexport const ${m.x} = axios.create({ baseURL: 'https://${m.h}/v1' })\n`,
      },
      handler: `await ${m.x}.get('/items')`,
    })),
  ],
  [
    'axios defaults',
    net(
      (m) => ({
        imports: `import axios from 'axios'`,
        top: `axios.defaults.baseURL = 'https://${m.h}'`,
        handler: `await axios.get('/a')`,
      }),
      null,
    ),
  ],
  ['got', net((m) => ({ imports: `import got from 'got'`, handler: `await got('https://${m.h}/a').json()` }))],
  [
    'got.post',
    net(
      (m) => ({ imports: `import got from 'got'`, handler: `await got.post('https://${m.h}/a', { json: { body } })` }),
      'POST',
    ),
  ],
  [
    'got.extend',
    net(
      (m) => ({
        imports: `import got from 'got'`,
        top: `const ${m.x} = got.extend({ prefixUrl: 'https://${m.h}' })`,
        handler: `await ${m.x}.get('a')`,
      }),
      null,
    ),
  ],
  [
    'ky',
    net(
      (m) => ({
        imports: `import ky from 'ky'`,
        handler: `await ky.post('https://${m.h}/a', { json: { body } }).json()`,
      }),
      'POST',
    ),
  ],
  ['ofetch', net((m) => ({ imports: `import { ofetch } from 'ofetch'`, handler: `await ofetch('https://${m.h}/a')` }))],
  [
    'superagent',
    net(
      (m) => ({
        imports: `import superagent from 'superagent'`,
        handler: `await superagent.post('https://${m.h}/a').send({ body })`,
      }),
      'POST',
    ),
  ],
  [
    'request',
    net(
      (m) => ({
        imports: `import request from 'request'`,
        handler: `request({ uri: 'https://${m.h}/a', method: 'POST', json: { body } }, () => {})`,
      }),
      'POST',
    ),
  ],
]
