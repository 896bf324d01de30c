/** Calls that reach a host by Node's own modules, by sockets, and in CommonJS. */
import { net, POST, PUBLIC } from './host-frame.js'
import type { Spelling } from './parts.js'

export const nodeCalls: readonly Spelling[] = [
  [
    'https.get',
    net((m) => ({ imports: `import https from 'node:https'`, handler: `https.get('https://${m.h}/a', () => {})` })),
  ],
  [
    'http.get, named',
    net((m) => ({ imports: `import { get as ${m.f} } from 'http'`, handler: `${m.f}('http://${m.h}/a')` })),
  ],
  [
    'https.request of an address',
    net(
      (m) => ({
        imports: `import * as https from 'https'`,
        handler: `const ${m.x} = https.request('https://${m.h}/a', { method: 'POST' })\n${m.x}.end(body)`,
      }),
      'POST',
    ),
  ],
  [
    'https.request of options',
    net(
      (m) => ({
        imports: `import https from 'node:https'`,
        handler: `const ${m.x} = https.request({ hostname: '${m.h}', port: 443, path: '/a', method: 'POST' }, () => {})\n${m.x}.write(body)\n${m.x}.end()`,
      }),
      'POST',
    ),
  ],
  [
    'https.request of options in a const',
    net(
      (m) => ({
        imports: `import https from 'node:https'`,
        top: `const ${m.x} = { host: '${m.h}', path: '/a' }`,
        handler: `https.request({ ...${m.x}, method: 'POST' }).end(body)`,
      }),
      'POST',
    ),
  ],
  [
    'https.request of a URL object',
    net(
      (m) => ({
        imports: `import { request } from 'node:https'`,
        handler: `request(new URL('https://${m.h}/a'), { method: 'PATCH' }).end(body)`,
      }),
      'PATCH',
    ),
  ],
  [
    'http2.connect',
    net(
      (m) => ({
        imports: `import http2 from 'node:http2'`,
        handler: `const ${m.x} = http2.connect('https://${m.h}')\n${m.x}.request({ ':path': '/a', ':method': 'POST' }).end(body)`,
      }),
      null,
    ),
  ],
  [
    'await import(node:https)',
    net(
      (m) => ({
        handler: `const ${m.x} = await import('node:https')\n${m.x}.request({ hostname: '${m.h}', method: 'POST' }).end(body)`,
      }),
      'POST',
    ),
  ],
  [
    'await import, destructured',
    net((m) => ({ handler: `const { get: ${m.f} } = await import('node:https')\n${m.f}('https://${m.h}/a')` })),
  ],
  ['import().then', net((m) => ({ handler: `import('node:https').then((${m.x}) => ${m.x}.get('https://${m.h}/a'))` }))],
  [
    'await import, default',
    net((m) => ({
      handler: `const { default: ${m.x} } = await import('axios')\nawait ${m.x}.get('https://${m.h}/a')`,
    })),
  ],
  [
    'import() of pieces',
    net((m) => ({ handler: `const ${m.x} = await import('node:ht' + 'tps')\n${m.x}.get('https://${m.h}/a')` })),
  ],
  [
    'createRequire',
    net((m) => ({
      imports: `import { createRequire } from 'node:module'`,
      top: `const ${m.f} = createRequire('/')`,
      handler: `${m.f}('https').get('https://${m.h}/a')`,
    })),
  ],
  [
    'process.getBuiltinModule',
    net((m) => ({ handler: `process.getBuiltinModule('node:https').get('https://${m.h}/a')` })),
  ],
  [
    'ws',
    net(
      (m) => ({
        imports: `import WebSocket from 'ws'`,
        handler: `const ${m.x} = new WebSocket('wss://${m.h}/s')\n${m.x}.send(body)`,
      }),
      null,
    ),
  ],
  [
    'global WebSocket',
    net(
      (m) => ({ handler: `const ${m.x} = new WebSocket('wss://${m.h}/s')\n${m.x}.onopen = () => ${m.x}.send(body)` }),
      null,
    ),
  ],
  [
    'socket.io',
    net(
      (m) => ({ imports: `import { io } from 'socket.io-client'`, handler: `io('https://${m.h}').emit('m', body)` }),
      null,
    ),
  ],
  [
    'EventSource',
    net(
      (m) => ({
        imports: `import { EventSource } from 'eventsource'`,
        handler: `new EventSource('https://${m.h}/events')`,
      }),
      null,
    ),
  ],
  [
    'XMLHttpRequest',
    net(
      (m) => ({
        handler: `const ${m.x} = new XMLHttpRequest()\n${m.x}.open('POST', 'https://${m.h}/a')\n${m.x}.send(body)`,
      }),
      null,
    ),
  ],
  ['navigator.sendBeacon', net((m) => ({ handler: `navigator.sendBeacon('https://${m.h}/a', body)` }), null)],
  [
    'net.connect',
    net((m) => ({
      imports: `import net from 'node:net'`,
      handler: `net.connect(4000, '${m.h}').end(body)`,
      expected: [{ kind: 'net.egress', value: new RegExp(`^\\S+ ${m.h.replaceAll('.', '\\.')}:4000$`) }],
    })),
  ],
  [
    'net.createConnection of options',
    net((m) => ({
      imports: `import { createConnection } from 'node:net'`,
      handler: `createConnection({ host: '${m.h}', port: 4000 }).end(body)`,
      expected: [{ kind: 'net.egress', value: new RegExp(`^\\S+ ${m.h.replaceAll('.', '\\.')}:4000$`) }],
    })),
  ],
  [
    'socket.connect',
    net((m) => ({
      imports: `import { Socket } from 'node:net'`,
      handler: `const ${m.x} = new Socket()\n${m.x}.connect(4000, '${m.h}')`,
      expected: [{ kind: 'net.egress', value: new RegExp(`^\\S+ ${m.h.replaceAll('.', '\\.')}:4000$`) }],
    })),
  ],
  [
    'tls.connect',
    net((m) => ({
      imports: `import tls from 'node:tls'`,
      handler: `tls.connect({ host: '${m.h}', port: 443 }).end(body)`,
      expected: [{ kind: 'net.egress', value: new RegExp(`^\\S+ ${m.h.replaceAll('.', '\\.')}(:443)?$`) }],
    })),
  ],
  [
    'dgram',
    net((m) => ({
      imports: `import dgram from 'node:dgram'`,
      handler: `dgram.createSocket('udp4').send(body, 5353, '${m.h}')`,
      expected: [{ kind: 'net.egress', value: new RegExp(`^\\S+ ${m.h.replaceAll('.', '\\.')}:5353$`) }],
    })),
  ],
  [
    'public address',
    net((m) => ({
      handler: `await fetch('http://${PUBLIC}/a', ${POST})`,
      expected: [{ kind: 'net.raw-ip', value: PUBLIC }],
      absent: [{ kind: 'net.drop-service', value: /./ }],
      top: `void '${m.x}'`,
    })),
  ],
  [
    'public address and port',
    net(() => ({
      imports: `import net from 'node:net'`,
      handler: `net.connect({ host: '${PUBLIC}', port: 4444 }).end(body)`,
      expected: [{ kind: 'net.raw-ip', value: `${PUBLIC}:4444` }],
    })),
  ],
  [
    'public address as a number',
    net(() => ({ handler: `await fetch('http://1560360210/a')`, expected: [{ kind: 'net.raw-ip', value: PUBLIC }] })),
  ],
  [
    'public address in hexadecimal',
    net(() => ({
      handler: `await fetch('http://0x5d.0x01.0x35.0x12/a')`,
      expected: [{ kind: 'net.raw-ip', value: /^93\.1\.53\.18$/ }],
    })),
  ],
]

export const commonjsCalls: readonly Spelling[] = [
  [
    'require',
    net((m) => ({
      commonjs: true,
      imports: `const https = require('https')`,
      handler: `https.get('https://${m.h}/a')`,
    })),
  ],
  [
    'destructured require',
    net(
      (m) => ({
        commonjs: true,
        imports: `const { request: ${m.f} } = require('node:https')`,
        handler: `${m.f}({ hostname: '${m.h}', method: 'POST' }).end(body)`,
      }),
      'POST',
    ),
  ],
  ['inline require', net((m) => ({ commonjs: true, handler: `require('https').get('https://${m.h}/a')` }))],
  ['require of pieces', net((m) => ({ commonjs: true, handler: `require('ht' + 'tps').get('https://${m.h}/a')` }))],
  [
    'alias of require',
    net((m) => ({ commonjs: true, top: `const ${m.f} = require`, handler: `${m.f}('https').get('https://${m.h}/a')` })),
  ],
  ['module.require', net((m) => ({ commonjs: true, handler: `module.require('https').get('https://${m.h}/a')` }))],
  [
    'process.mainModule.require',
    net((m) => ({ commonjs: true, handler: `process.mainModule.require('https').get('https://${m.h}/a')` })),
  ],
  [
    'axios, default',
    net(
      (m) => ({
        commonjs: true,
        imports: `const axios = require('axios').default`,
        handler: `await axios.post('https://${m.h}/a', { body })`,
      }),
      'POST',
    ),
  ],
  [
    'helper of another file',
    net((m) => ({
      commonjs: true,
      imports: `const ${m.x} = require('./${m.y}.cjs')`,
      files: {
        [`src/${m.y}.cjs`]: `module.exports = async function (path) {\n  return fetch('https://${m.h}' + path)\n}\n`,
      },
      handler: `await ${m.x}('/a')`,
    })),
  ],
  [
    'class of another file',
    net((m) => ({
      commonjs: true,
      imports: `const { ${m.x} } = require('./${m.y}.cjs')`,
      files: {
        [`src/${m.y}.cjs`]: `class ${m.x} {\n  base = 'https://${m.h}'\n  ping() {\n    return fetch(this.base + '/a')\n  }\n}\nmodule.exports.${m.x} = ${m.x}\n`,
      },
      handler: `await new ${m.x}().ping()`,
    })),
  ],
]
