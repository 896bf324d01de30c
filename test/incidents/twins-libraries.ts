/**
 * Benign twins: a release that begins to ship its dependencies inside of its own bundle. Well-known libraries do what attacks do
 * (they compile functions, wrap what is global, look through the environment, carry encoded binaries); written here in short, after
 * the idioms of ajv, zod, lodash, protobufjs, graceful-fs, debug, undici and others.
 */
import { type Twin, vendorApi } from './fixture.js'
import { twin } from './twin-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

/** The server imports `vendor.js`, which holds the library's code, and uses what it exports. */
const vendored = (id: string, why: string, vendor: string, code: string, use: string): Twin =>
  twin(
    id,
    why,
    vendor,
    { server: api(vendor) },
    {
      server: { ...api(vendor), imports: `import * as library from './vendor.js'`, start: `  ${use}` },
      files: { 'dist/vendor.js': `${code.trim()}\n` },
    },
  )

const filler = (length: number, seed: number): string =>
  Buffer.from(Array.from({ length }, (_, i) => (((i + seed) * 2654435761) >>> 11) & 255)).toString('base64')

export const libraryTwins: readonly Twin[] = [
  vendored(
    'ajv in the bundle',
    'a schema compiler makes its source from schemas and compiles it',
    'schemafern',
    `
const header = '"use strict";'
function codeOf(schema) {
  const checks = Object.entries(schema.properties ?? {}).map(
    ([name, { type }]) => 'if (typeof data[' + JSON.stringify(name) + '] !== ' + JSON.stringify(type) + ') return false;',
  )
  return header + 'return function validate(data){' + checks.join('') + 'return true}'
}
export function compile(schema, scope = {}) {
  const sourceCode = codeOf(schema)
  const makeValidate = new Function('self', 'scope', sourceCode)
  return makeValidate({}, scope)
}`,
    `library.compile({ properties: { limit: { type: 'number' } } })`,
  ),
  vendored(
    'zod in the bundle',
    'asks whether functions may be compiled here, and compiles a parser',
    'zodmarsh',
    `
export const allowsEval = (() => {
  if (typeof navigator !== 'undefined' && navigator?.userAgent?.includes('Cloudflare')) return false
  try {
    const F = Function
    new F('')
    return true
  } catch (_) {
    return false
  }
})()
class Doc {
  constructor(args = []) {
    this.content = []
    this.args = args
  }
  write(line) {
    this.content.push(line)
  }
  compile() {
    const F = Function
    return new F(...this.args, this.content.map((x) => '  ' + x).join('\\n'))
  }
}
export function parser(keys) {
  const doc = new Doc(['shape', 'payload', 'ctx'])
  doc.write('const input = payload.value;')
  for (const key of keys) doc.write('payload.value[' + JSON.stringify(key) + '] = shape[' + JSON.stringify(key) + '](input);')
  doc.write('return payload;')
  return doc.compile()
}`,
    `if (library.allowsEval) library.parser(['limit'])`,
  ),
  vendored(
    'lodash in the bundle',
    'finds the global object, and compiles templates that it is given',
    'lowbarrow',
    `
const freeGlobal = typeof global == 'object' && global && global.Object === Object && global
const freeSelf = typeof self == 'object' && self && self.Object === Object && self
export const root = freeGlobal || freeSelf || Function('return this')()
export function template(string, options = {}) {
  let source = "__p += '" + string.replace(/<%=([\\s\\S]+?)%>/g, (_, code) => "' + (" + code + ") + '") + "';"
  source = 'function(obj) { let __p = ""; with (obj) { ' + source + ' } return __p }'
  return Function(...Object.keys(options), 'return ' + source)(...Object.values(options))
}`,
    `library.template('<%= name %>')({ name: 'x' })`,
  ),
  vendored(
    'protobufjs in the bundle',
    'hides a require from bundlers',
    'protowisp',
    `
export function inquire(moduleName) {
  try {
    const mod = eval('quire'.replace(/^/, 're'))(moduleName)
    if (mod && (mod.length || Object.keys(mod).length)) return mod
  } catch (e) {}
  return null
}
export const Long = inquire('long')
export const fs = inquire('fs')`,
    `void library.Long`,
  ),
  vendored(
    'regenerator in the bundle',
    'sets a global by way of Function in strict code',
    'yieldmoss',
    `
export const runtime = { mark: (f) => f, wrap: (f) => f() }
try {
  regeneratorRuntime = runtime
} catch (accidentalStrictMode) {
  if (typeof globalThis === 'object') globalThis.regeneratorRuntime = runtime
  else Function('r', 'regeneratorRuntime = r')(runtime)
}`,
    `library.runtime.mark(() => 1)`,
  ),
  vendored(
    'graceful-fs and signal-exit in the bundle',
    'wrap functions of fs and of the process to retry and to clean up',
    'gracefulelm',
    `
import fs from 'node:fs'
import process from 'node:process'
const close = fs.close
fs.close = function (fd, done) {
  return close.call(fs, fd, (error) => {
    if (typeof done === 'function') done(error)
  })
}
const cwd = process.cwd
let known = null
process.cwd = function () {
  if (!known) known = cwd.call(process)
  return known
}
const emit = process.emit
process.emit = function (event, ...rest) {
  if (event === 'exit') known = null
  return emit.call(this, event, ...rest)
}
export const patched = true`,
    `void library.patched`,
  ),
  vendored(
    'debug in the bundle',
    'looks through the environment for its own settings',
    'debugsorrel',
    `
import tty from 'node:tty'
export const inspectOpts = Object.keys(process.env)
  .filter((key) => /^debug_/i.test(key))
  .reduce((options, key) => {
    const property = key.substring(6).toLowerCase().replace(/_([a-z])/g, (_, k) => k.toUpperCase())
    let value = process.env[key]
    if (/^(yes|on|true|enabled)$/i.test(value)) value = true
    else if (/^(no|off|false|disabled)$/i.test(value)) value = false
    else value = Number(value)
    options[property] = value
    return options
  }, {})
export const useColors = () => ('colors' in inspectOpts ? Boolean(inspectOpts.colors) : tty.isatty(process.stderr.fd))`,
    `library.useColors()`,
  ),
  vendored(
    'undici in the bundle',
    "carries its HTTP parser's wasm as base64",
    'wasmheron',
    `
const wasm = Buffer.from('AGFzbQEAAAAB${filler(36_000, 7)}', 'base64')
let parser = null
export async function lazyllhttp() {
  parser ??= await WebAssembly.instantiate(await WebAssembly.compile(wasm), { env: { wasm_on_url: () => 0 } })
  return parser
}`,
    `void library.lazyllhttp`,
  ),
  vendored(
    'emoji and Unicode tables in the bundle',
    'long runs of escapes are patterns of characters',
    'glyphpond',
    `
export const emoji = () => /${Array.from({ length: 900 }, (_, i) => `\\uD83${(12 + (i % 4)).toString(16).toUpperCase()}\\uDC${(i % 256).toString(16).padStart(2, '0').toUpperCase()}`).join('|')}/g
export const tables = { latin: '\\x80\\x81\\x82\\x83\\x84\\x85\\x86\\x87\\x88\\x89\\x8A\\x8B\\x8C\\x8D\\x8E\\x8F\\x90\\x91\\x92\\x93\\x94', cp1252: '${Array.from({ length: 400 }, (_, i) => `\\u${(0x400 + i).toString(16).padStart(4, '0')}`).join('')}' }`,
    `library.emoji().test('x')`,
  ),
  vendored(
    'cross-spawn, which and open in the bundle',
    'prepare commands that their callers give',
    'spawnthicket',
    `
import { spawn } from 'node:child_process'
import path from 'node:path'
function escapeArgument(arg) {
  return '"' + String(arg).replace(/(\\\\*)"/g, '$1$1\\\\"') + '"'
}
export function crossSpawn(command, args = [], options = {}) {
  if (process.platform !== 'win32') return spawn(command, args, options)
  const shellCommand = [path.normalize(command), ...args.map(escapeArgument)].join(' ')
  return spawn(process.env.comspec || 'cmd.exe', ['/d', '/s', '/c', '"' + shellCommand + '"'], { ...options, windowsVerbatimArguments: true })
}
export function open(target) {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open'
  return crossSpawn(command, [target], { stdio: 'ignore', detached: true })
}`,
    `if (process.argv.includes('docs')) library.open('https://docs.spawnthicket.example/mcp')`,
  ),
  vendored(
    'source-map-support in the bundle',
    'wraps how errors are shown and how modules are compiled',
    'stackbramble',
    `
import Module from 'node:module'
export function install() {
  Error.prepareStackTrace = (error, stack) => error + stack.map((frame) => '\\n    at ' + frame).join('')
  const compile = Module.prototype._compile
  Module.prototype._compile = function (content, filename) {
    return compile.call(this, content, filename)
  }
}`,
    `library.install()`,
  ),
  vendored(
    'eventsource and ws in the bundle',
    'clients that connect to what they are given',
    'streamfallow',
    `
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
export class EventSource {
  constructor(url, init = {}) {
    this.request = https.request(new URL(url), { headers: { accept: 'text/event-stream', ...init.headers } })
    this.request.end()
  }
}
export class Agent extends https.Agent {
  createConnection(options) {
    return options.secureEndpoint ? tls.connect(options) : net.connect(options)
  }
}`,
    `void library.EventSource`,
  ),
  vendored(
    'the SDK in the bundle',
    'its client part starts servers and reads credentials that it is given',
    'sdkhollow',
    `
import { spawn } from 'node:child_process'
const INHERITED = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER']
export function getDefaultEnvironment() {
  const env = {}
  for (const key of INHERITED) {
    const value = process.env[key]
    if (value === undefined || value.startsWith('()')) continue
    env[key] = value
  }
  return env
}
export class StdioClientTransport {
  constructor(server) {
    this.server = server
  }
  start() {
    this.process = spawn(this.server.command, this.server.args ?? [], {
      env: { ...getDefaultEnvironment(), ...this.server.env },
      stdio: ['pipe', 'pipe', this.server.stderr ?? 'inherit'],
      shell: false,
    })
  }
}
export class StreamableHTTPClientTransport {
  constructor(url, options = {}) {
    this.url = url
    this.options = options
  }
  async send(message) {
    const headers = { ...this.options.requestInit?.headers }
    const tokens = await this.options.authProvider?.tokens()
    if (tokens) headers.Authorization = 'Bearer ' + tokens.access_token
    return fetch(this.url, { method: 'POST', headers, body: JSON.stringify(message) })
  }
}`,
    `void library.StdioClientTransport`,
  ),
  vendored(
    'a minified library',
    'one line of 60 kB, as a minifier leaves it',
    'minifern',
    `${Array.from({ length: 500 }, (_, i) => `var a${i}=function(e,t){if(void 0===e)return t;for(var n=0,r=e.length;n<r;n++)t[${i}+n]=e[n]||"k${i}";return Object.assign({},t,{v:"${i}.0"})}`).join(';')};export{a1 as first,a2 as second};`,
    `library.first([], {})`,
  ),
]
