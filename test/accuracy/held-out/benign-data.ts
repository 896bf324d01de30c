import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { LEXER_WASM } from './benign-built.js'
import { edited, release } from './benign-parts.js'

// --- wasm and images -------------------------------------------------------------------------------------------------

const outline = `#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { importsOf } from './imports.js'

const server = new McpServer({ name: 'import-outline', version: '1.2.0' })

server.tool('imports_of', 'Modules that a JavaScript file imports', { path: z.string() }, async ({ path }) => {
  const found = await importsOf(await readFile(path, 'utf8'))
  return { content: [{ type: 'text', text: found.join('\\n') }] }
})

server.connect(new StdioServerTransport())
`

const outlineByRegExp = `const IMPORT = /\\bimport\\s*(?:[\\w*{}\\s,$]+\\s*from\\s*)?['"]([^'"]+)['"]/g

export async function importsOf(source) {
  return [...source.matchAll(IMPORT)].map((match) => match[1])
}
`

const outlineByWasm = `// The lexer of es-module-lexer, built into this file so that nothing has to be found at run time.
const BINARY = '${LEXER_WASM}'

let lexer

async function load() {
  if (lexer) return lexer
  const module = await WebAssembly.compile(Buffer.from(BINARY, 'base64'))
  const { exports } = await WebAssembly.instantiate(module)
  lexer = exports
  return lexer
}

/** Specifiers in the order of the source. */
export async function importsOf(source) {
  const wasm = await load()
  const length = source.length + 1
  const missing = (wasm.__heap_base.value || wasm.__heap_base) + 4 * length - wasm.memory.buffer.byteLength
  if (missing > 0) wasm.memory.grow(Math.ceil(missing / 65536))
  const address = wasm.sa(length - 1)
  const units = new Uint16Array(wasm.memory.buffer, address, length)
  for (let index = 0; index < length - 1; index++) units[index] = source.charCodeAt(index)
  if (!wasm.parse()) throw new Error('Cannot read the file at character ' + wasm.e())
  const found = []
  while (wasm.ri()) {
    if (wasm.ip()) found.push(source.slice(wasm.is(), wasm.ie()).replace(/^['"]|['"]$/g, ''))
  }
  return found
}
`

const outlineIcon = `/** 16 × 16, for clients that show icons. */
export const ICON =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAB/0lEQVR42m3TMYvbMBiA4fySG5U1661Zu3YNdMpkCHjSUkGD4EBkUAhoqQYjGhAluBkytHCUQm/Q0OGGDB78S7Sory8XHy0xvGCw9SA+pElu7lL+QpEOdKQTfadH+kVPlOgPPdOZOurv0iQ3UwCK0zT578mP0yQ+NCU/3fjWsaafDsAMYDb+kI+zJJbfilh+pT019JkcbcsbwLp+NgD3b4sP90lUpyIqgAqgAqgAKoAKoNrSplyA13W5mb+85DhPov5RRA1QA9QANUANUAPUADVAvaGHkrv5FXj38iLkzyIkgASQABJAAkgACSABJIAEkA+0Lq/A+wugABSAAlAACkABKAAFoAAUgAJQAGoEFgxxkYQG0AAaQANoAA2gATSABtAAGkAD6HXJ/WIY4jIJ87sIA2AADIABMAAGwAAYAANgAAyAATBr+lgAVuxglYQFsAAWwAJYAAtgASyABbAAFsAC2GEHq2EH8jIDB+AAHIADcAAOwAE4AAfgAByAA3DjDD5dAA/gATyAB/AAHsADeAAP4AE8gAfwI2DGgyQCQAAIAAEgAASAABAAAkAACMM5MNdzsPvnnIsIEAEiQASIABEgAkSAuCn5vOMy7a6AZ4gU6UBHn0QL0AK0AC1AC9ACtNuSn/nnTB31fhjiHoDi/sZt3CdxGm7jjW8da/p9+guuehJuMDsXJQAAAABJRU5ErkJggg=='
`

// --- tables and languages --------------------------------------------------------------------------------------------

const babel = `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { messages } from './messages.js'

const locale = (process.env.TIDYDESK_LANG ?? process.env.LANG ?? 'en').slice(0, 2)
const t = (key) => (messages[locale] ?? messages.en)[key] ?? messages.en[key]

const server = new Server({ name: 'tidydesk', version: '2.2.1' }, { capabilities: { tools: {} } })
const items = new Map()

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [
    {
      name: 'add_item',
      description: t('add'),
      inputSchema: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
    },
    { name: 'list_items', description: t('list'), inputSchema: { type: 'object' } },
  ],
}))

server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  if (params.name === 'add_item') {
    items.set(items.size + 1, params.arguments.title)
    return { content: [{ type: 'text', text: t('added') }] }
  }
  const lines = [...items].map(([id, title]) => id + '. ' + title)
  return { content: [{ type: 'text', text: lines.join('\\n') || t('empty') }] }
})

server.connect(new StdioServerTransport())
`

const babelMessages = `export const messages = {
  en: { add: 'Adds an item', list: 'Lists all items', added: 'Added', empty: 'Nothing to do' },
  de: { add: 'Legt einen Eintrag an', list: 'Listet alle Einträge', added: 'Angelegt', empty: 'Nichts zu tun' },
}
`

const ZWNJ = '\u200c'
const ZWJ = '\u200d'

const babelMessagesNow = edited(babelMessages, [
  "empty: 'Nichts zu tun' },\n",
  `empty: 'Nichts zu tun' },
  fa: { add: 'یک مورد اضافه می${ZWNJ}کند', list: 'همهٔ موردها را نشان می${ZWNJ}دهد', added: 'افزوده شد', empty: 'کاری نمانده' },
  hi: { add: 'एक प्रविष्टि जोड़ता है', list: 'सभी प्रविष्टियाँ', added: 'जोड़ा गया', empty: 'कुछ नहीं' },
  ml: { add: 'ചേര്${ZWJ}ക്കുക', list: 'എല്ലാം കാണിക്കുക', added: 'ചേര്${ZWJ}ത്തു', empty: 'ഒന്നുമില്ല' },
  he: { add: 'מוסיף פריט', list: 'מציג את כל הפריטים', added: 'נוסף', empty: 'אין מה לעשות' },
`,
])

/** 400 rows as a script of the vendor would have written them. */
const desks = Array.from({ length: 400 }, (_, row) => {
  const digits = [...'23456789CFGHJMPQRVWX']
  const code = Array.from({ length: 10 }, (_, at) => digits[(row * 7919 + at * at * 131 + row ** (at % 3)) % 20]).join(
    '',
  )
  const sum = (((row + 1) * 2654435761) % 2 ** 32).toString(16).padStart(8, '0')
  return `  ['${code.slice(0, 8)}+${code.slice(8)}', '${sum}${sum.slice(0, 4)}'],`
}).join('\n')

const babelEmoji = `/** Marks that a title may begin with, by short name. */
export const EMOJI = {
  family: '👨${ZWJ}👩${ZWJ}👧${ZWJ}👦',
  developer: '👩🏽${ZWJ}💻',
  rainbow: '🏳️${ZWJ}🌈',
  heart: '❤️',
  check: '✔︎',
  eye: '👁️${ZWJ}🗨️',
}

/** Plus codes of the desks, and the checksums that their labels bear. */
export const DESKS = [
  ['8FVC9G8F+6X', 'b3f1c09a7de2'],
  ['8FVC9G8F+6W', '1f0e9d8c7b6a'],
  ['9C3W9QCJ+2V', '5e6f7a8b9c0d'],
  ['8Q7XMQJ5+FF', 'c0ffee00d15e'],
  ['87G8Q23G+X8', 'deadbeef0a1b'],
  ['\\x36\\x50\\x48\\x35\\x38\\x37\\x34\\x33+7C', '77ab00c1e9f2'],
  ['4VCPPQGP+Q9', '0011223344aa'],
  ['6GCRPR6C+24', 'f00dbabe1234'],
${desks}
]

export const BASE32 = 'ybndrfg8ejkmcpqxot1uwisza345h769'
`

// --- generated code --------------------------------------------------------------------------------------------------

const signal = `#!/usr/bin/env node
'use strict'
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { z } = require('zod')
const { devices } = require('./devices.cjs')

const server = new McpServer({ name: 'signalbox', version: '0.5.5' })

server.tool('list_devices', 'Devices in your home', {}, async () => ({
  content: [{ type: 'text', text: JSON.stringify(await devices.list()) }],
}))
server.tool('switch_device', 'Turns a device on or off', { id: z.string(), on: z.boolean() }, async ({ id, on }) => {
  await devices.set(id, on)
  return { content: [{ type: 'text', text: id + (on ? ' is on' : ' is off') }] }
})

server.connect(new StdioServerTransport())
`

const signalRest = `'use strict'
const base = process.env.SIGNALBOX_URL || 'http://signalbox.local:9090'

async function call(path, body) {
  const response = await fetch(base + path, {
    method: body ? 'PUT' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  if (!response.ok) throw new Error('The hub answered ' + response.status)
  return response.json()
}

exports.devices = {
  list: () => call('/devices'),
  set: (id, on) => call('/devices/' + encodeURIComponent(id), { on }),
}
`

const signalGrpc = `'use strict'
const grpc = require('@grpc/grpc-js')
const { DevicesClient } = require('./gen/devices_grpc_pb.js')
const messages = require('./gen/devices_pb.js')
const { validateDevice } = require('./gen/validators.js')

const target = process.env.SIGNALBOX_TARGET || 'signalbox.local:9091'
const client = new DevicesClient(target, grpc.credentials.createInsecure())

const unary = (method, request) =>
  new Promise((resolve, reject) => {
    client[method](request, { deadline: Date.now() + 5000 }, (error, answer) => (error ? reject(error) : resolve(answer)))
  })

exports.devices = {
  async list() {
    const answer = await unary('list', new messages.ListRequest())
    const found = answer.toObject().devicesList
    for (const device of found) if (!validateDevice(device)) throw new Error('The hub sent an odd device')
    return found
  },
  async set(id, on) {
    const request = new messages.SetRequest()
    request.setId(id)
    request.setOn(on)
    await unary('set', request)
  },
}
`

const signalPb = `// source: devices.proto
/**
 * @fileoverview
 * @enhanceable
 * @suppress {messageConventions} JS Compiler reports an error if a variable or
 *     field starts with 'MSG_' and isn't a translatable message.
 * @public
 */
// GENERATED CODE -- DO NOT EDIT!
/* eslint-disable */
// @ts-nocheck

var jspb = require('google-protobuf');
var goog = jspb;
var global = (function() {
  if (this) { return this; }
  if (typeof window !== 'undefined') { return window; }
  if (typeof global !== 'undefined') { return global; }
  if (typeof self !== 'undefined') { return self; }
  return Function('return this')();
}.call(null));

goog.exportSymbol('proto.signalbox.ListRequest', null, global);
goog.exportSymbol('proto.signalbox.SetRequest', null, global);
proto.signalbox.SetRequest = function(opt_data) {
  jspb.Message.initialize(this, opt_data, 0, -1, null, null);
};
goog.inherits(proto.signalbox.SetRequest, jspb.Message);
if (goog.DEBUG && !COMPILED) {
  proto.signalbox.SetRequest.displayName = 'proto.signalbox.SetRequest';
}
proto.signalbox.ListRequest = function(opt_data) {
  jspb.Message.initialize(this, opt_data, 0, -1, null, null);
};
goog.inherits(proto.signalbox.ListRequest, jspb.Message);

proto.signalbox.SetRequest.prototype.serializeBinary = function() {
  var writer = new jspb.BinaryWriter();
  proto.signalbox.SetRequest.serializeBinaryToWriter(this, writer);
  return writer.getResultBuffer();
};

proto.signalbox.SetRequest.serializeBinaryToWriter = function(message, writer) {
  var f = undefined;
  f = message.getId();
  if (f.length > 0) {
    writer.writeString(1, f);
  }
  f = message.getOn();
  if (f) {
    writer.writeBool(2, f);
  }
};

proto.signalbox.SetRequest.prototype.getId = function() {
  return /** @type {string} */ (jspb.Message.getFieldWithDefault(this, 1, ""));
};
proto.signalbox.SetRequest.prototype.setId = function(value) {
  return jspb.Message.setProto3StringField(this, 1, value);
};
proto.signalbox.SetRequest.prototype.getOn = function() {
  return /** @type {boolean} */ (jspb.Message.getBooleanFieldWithDefault(this, 2, false));
};
proto.signalbox.SetRequest.prototype.setOn = function(value) {
  return jspb.Message.setProto3BooleanField(this, 2, value);
};

proto.signalbox.ListAnswer = function(opt_data) {
  jspb.Message.initialize(this, opt_data, 0, -1, proto.signalbox.ListAnswer.repeatedFields_, null);
};
goog.inherits(proto.signalbox.ListAnswer, jspb.Message);
proto.signalbox.ListAnswer.repeatedFields_ = [1];

proto.signalbox.ListAnswer.prototype.toObject = function(opt_includeInstance) {
  return {
    devicesList: jspb.Message.toObjectList(this.getDevicesList(), proto.signalbox.Device.toObject, opt_includeInstance)
  };
};

goog.object.extend(exports, proto.signalbox);
`

const signalService = `// GENERATED CODE -- DO NOT EDIT!

'use strict';
var grpc = require('@grpc/grpc-js');
var devices_pb = require('./devices_pb.js');

function serialize_signalbox_SetRequest(arg) {
  if (!(arg instanceof devices_pb.SetRequest)) {
    throw new Error('Expected argument of type signalbox.SetRequest');
  }
  return Buffer.from(arg.serializeBinary());
}

function deserialize_signalbox_SetRequest(buffer_arg) {
  return devices_pb.SetRequest.deserializeBinary(new Uint8Array(buffer_arg));
}

function serialize_signalbox_ListRequest(arg) {
  return Buffer.from(arg.serializeBinary());
}

function deserialize_signalbox_ListRequest(buffer_arg) {
  return devices_pb.ListRequest.deserializeBinary(new Uint8Array(buffer_arg));
}

function deserialize_signalbox_ListAnswer(buffer_arg) {
  return devices_pb.ListAnswer.deserializeBinary(new Uint8Array(buffer_arg));
}

function serialize_signalbox_ListAnswer(arg) {
  return Buffer.from(arg.serializeBinary());
}

var DevicesService = exports.DevicesService = {
  list: {
    path: '/signalbox.Devices/List',
    requestStream: false,
    responseStream: false,
    requestType: devices_pb.ListRequest,
    responseType: devices_pb.ListAnswer,
    requestSerialize: serialize_signalbox_ListRequest,
    requestDeserialize: deserialize_signalbox_ListRequest,
    responseSerialize: serialize_signalbox_ListAnswer,
    responseDeserialize: deserialize_signalbox_ListAnswer,
  },
  set: {
    path: '/signalbox.Devices/Set',
    requestStream: false,
    responseStream: false,
    requestType: devices_pb.SetRequest,
    responseType: devices_pb.SetRequest,
    requestSerialize: serialize_signalbox_SetRequest,
    requestDeserialize: deserialize_signalbox_SetRequest,
    responseSerialize: serialize_signalbox_SetRequest,
    responseDeserialize: deserialize_signalbox_SetRequest,
  },
};

exports.DevicesClient = grpc.makeGenericClientConstructor(DevicesService, 'Devices');
`

const signalValidators = `'use strict'
// Validators are compiled once, as ajv and zod do it; where that is forbidden they are interpreted.
const schema = { id: 'string', name: 'string', on: 'boolean', room: 'string' }

function compile(fields) {
  const lines = ['if (typeof data !== "object" || data === null) return false']
  for (const name in fields) {
    const key = JSON.stringify(name)
    lines.push('if (data[' + key + '] !== undefined && typeof data[' + key + '] !== ' + JSON.stringify(fields[name]) + ') return false')
  }
  lines.push('return true')
  return new Function('data', lines.join('\\n'))
}

function interpret(fields) {
  return (data) =>
    typeof data === 'object' &&
    data !== null &&
    Object.keys(fields).every((name) => data[name] === undefined || typeof data[name] === fields[name])
}

function allowsEval() {
  try {
    const F = Function
    new F('')
    return true
  } catch {
    return false
  }
}

exports.validateDevice = allowsEval() ? compile(schema) : interpret(schema)
`

export const BENIGN_DATA: readonly Pair[] = [
  {
    id: 'held-benign-inline-wasm-and-icon',
    package: 'import-outline-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'file.opaque',
    about:
      'A line of 15,000 base64 characters is decoded and run: the WebAssembly lexer of es-module-lexer, instantiated without ' +
      'any import, so it can only compute; and an icon as a data URL.',
    releases: [
      release('1.2.0', '2026-04-06T21:10', 'bklyn-tools', {
        'package.json': manifestOf('1.2.0', 'index.js', {
          name: 'import-outline-mcp',
          repository: 'bklyn-tools/import-outline',
        }),
        'index.js': outline,
        'imports.js': outlineByRegExp,
      }),
      release('1.3.0', '2026-04-19T21:26', 'bklyn-tools', {
        'package.json': manifestOf('1.3.0', 'index.js', {
          name: 'import-outline-mcp',
          repository: 'bklyn-tools/import-outline',
        }),
        'imports.js': outlineByWasm,
        'icon.js': outlineIcon,
        'index.js': edited(
          outline,
          [
            "import { importsOf } from './imports.js'",
            "import { ICON } from './icon.js'\nimport { importsOf } from './imports.js'",
          ],
          [
            "{ name: 'import-outline', version: '1.2.0' }",
            "{\n  name: 'import-outline',\n  version: '1.3.0',\n  icons: [{ src: ICON, mimeType: 'image/png', sizes: ['16x16'] }],\n}",
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-languages-and-tables',
    package: 'tidydesk-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'code.obfuscated',
    about:
      'Persian and Malayalam need zero-width joiners, emoji are joined by them, the README has right-to-left text with ' +
      'marks, and a table holds hex and escapes: all of it is shown to people, none of it is run.',
    releases: [
      release('2.2.1', '2026-05-22T02:02', 'nazanin', {
        'package.json': manifestOf('2.2.1', 'index.js', { name: 'tidydesk-mcp', repository: 'nazanin/tidydesk' }),
        'index.js': babel,
        'messages.js': babelMessages,
        'README.md': '# tidydesk-mcp\n\nA small to-do list. `TIDYDESK_LANG` chooses the language.\n',
      }),
      release('2.3.0', '2026-06-05T02:30', 'nazanin', {
        'package.json': manifestOf('2.3.0', 'index.js', { name: 'tidydesk-mcp', repository: 'nazanin/tidydesk' }),
        'messages.js': babelMessagesNow,
        'tables.js': babelEmoji,
        'index.js': edited(
          babel,
          [
            "import { messages } from './messages.js'",
            "import { messages } from './messages.js'\nimport { BASE32, DESKS, EMOJI } from './tables.js'",
          ],
          ["version: '2.2.1'", "version: '2.3.0'"],
          [
            'items.set(items.size + 1, params.arguments.title)',
            'items.set(items.size + 1, params.arguments.title.replace(/^:(\\w+):/, (whole, name) => EMOJI[name] ?? whole))',
          ],
          [
            '  const lines = [',
            `  if (params.name === 'list_desks') {
    const label = (sum) => [...sum].map((digit) => BASE32[parseInt(digit, 16)]).join('')
    return { content: [{ type: 'text', text: DESKS.map(([code, sum]) => code + ' ' + label(sum)).join('\\n') }] }
  }
  const lines = [`,
          ],
          [
            "    { name: 'list_items',",
            "    { name: 'list_desks', description: 'Desks with their codes', inputSchema: { type: 'object' } },\n    { name: 'list_items',",
          ],
        ),
        'README.md': `# tidydesk-mcp 📝

A small to-do list. \`TIDYDESK_LANG\` chooses the language: en, de, fa, hi, ml, he.

## \u200fעברית\u200e

\u200fרשימת מטלות קטנה. הגדירו TIDYDESK_LANG=he כדי לראות אותה בעברית.\u200e

## \u200fفارسی\u200e

\u200fفهرست کوچک کارها. با TIDYDESK_LANG=fa به فارسی می${ZWNJ}شود.\u200e
`,
      }),
    ],
  },
  {
    id: 'held-benign-generated-function',
    package: 'signalbox-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'code.eval',
    about:
      "Moves from REST to gRPC on the user's own hub: protoc's output holds Function('return this')(), and a validator is " +
      'compiled by new Function from a constant schema. Nothing from outside reaches either.',
    releases: [
      release('0.5.5', '2026-02-24T06:06', 'railwright', {
        'package.json': manifestOf('0.5.5', 'server.cjs', {
          name: 'signalbox-mcp',
          repository: 'railwright/signalbox-mcp',
        }),
        'server.cjs': signal,
        'devices.cjs': signalRest,
      }),
      release('0.6.0', '2026-03-15T06:20', 'railwright', {
        'package.json': manifestOf('0.6.0', 'server.cjs', {
          name: 'signalbox-mcp',
          type: 'commonjs',
          repository: 'railwright/signalbox-mcp',
          dependencies: { '@grpc/grpc-js': '^1.13.4', 'google-protobuf': '^3.21.4' },
        }),
        'server.cjs': edited(signal, ["version: '0.5.5'", "version: '0.6.0'"]),
        'devices.cjs': signalGrpc,
        'gen/devices_pb.js': signalPb,
        'gen/devices_grpc_pb.js': signalService,
        'gen/validators.js': signalValidators,
      }),
    ],
  },
]
