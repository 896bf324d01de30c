/** Files made to exhaust, confuse or crash the analysis: each ends, costs at most itself, and what was not analysed is told. */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'

const N = 10_000
const r = (text: string, times = N): string => text.repeat(times)
const big = (count: number, make: (i: number) => string, between = '\n'): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(between)

/** Files by path; a package.json of its own replaces the frame's. */
const CASES: Readonly<Record<string, () => Record<string, string | Uint8Array>>> = {
  'one line of 10 MB': () => ({ 'index.js': `x="${'a'.repeat(10_000_000)}";fetch("https://a.invalid/")` }),
  brackets: () => ({ 'index.js': r('[') + r(']') }),
  parens: () => ({ 'index.js': `${r('(')}1${r(')')}` }),
  blocks: () => ({ 'index.js': r('{') + r('}') }),
  functions: () => ({ 'index.js': r('function f(){') + r('}') }),
  arrows: () => ({ 'index.js': `x=${r('()=>')}1` }),
  ternaries: () => ({ 'index.js': `x=${r('a?b:')}c` }),
  'ternaries nested first': () => ({ 'index.js': `x=${r('a?')}b${r(':c')}` }),
  calls: () => ({ 'index.js': r('f(') + r(')') }),
  unary: () => ({ 'index.js': `x=${r('!')}1` }),
  minus: () => ({ 'index.js': `x=${r('- ')}1` }),
  typeof: () => ({ 'index.js': `x=${r('typeof ')}1` }),
  'else if': () => ({ 'index.js': `${r('if(a){}else ')}{}` }),
  'template nest': () => ({ 'index.js': `x=${r('`${')}1${r('}`')}` }),
  'concat 20000': () => ({ 'index.js': `fetch(${big(20000, (i) => `"a${i}"`, '+')})` }),
  'concat right': () => ({ 'index.js': `fetch(${r('"a"+(')}"b"${r(')')})` }),
  'concat unknown': () => ({ 'index.js': `function g(b){fetch(${big(20000, () => 'b', '+')})}` }),
  jsx: () => ({ 'index.jsx': `x=${r('<a>')}${r('</a>')}` }),
  'ts types': () => ({ 'index.ts': `type A=${r('Array<')}string${r('>')}` }),
  'ts as': () => ({ 'index.ts': `const a=1${r(' as any')};fetch("https://a.invalid")` }),
  'ts as nested': () => ({ 'index.ts': `const a=${r('(')}1${r(' as any)')}` }),
  logical: () => ({ 'index.js': `x=${r('a||')}b` }),
  'logical right': () => ({ 'index.js': `x=${r('a??(')}b${r(')')}` }),
  comma: () => ({ 'index.js': `x=(${r('a,')}b)` }),
  'assign chain': () => ({ 'index.js': `${r('a=')}b` }),
  'member chain': () => ({ 'index.js': `x=a${r('.b')}; fetch(x)` }),
  'then chain': () => ({ 'index.js': `fetch("https://a.invalid/")${r('.then(x=>x)')}` }),
  'call chain': () => ({ 'index.js': `a${r('()')}` }),
  'optional chain': () => ({ 'index.js': `a${r('?.b()')}` }),
  'new chain': () => ({ 'index.js': `${r('new ')}A` }),
  'await chain': () => ({ 'index.js': `async function f(){${r('await ')}1}` }),
  objects: () => ({ 'index.js': `x=${r('{a:')}1${r('}')};fetch("https://a.invalid",x)` }),
  destructuring: () => ({ 'index.js': `var ${r('{a:')}b${r('}')}=x` }),
  'destructuring arrays': () => ({ 'index.js': `var ${r('[')}b${r(']')}=x` }),
  'destructuring params': () => ({ 'index.js': `function f(${r('{a:')}b${r('}')}){fetch(b)}` }),
  defaults: () => ({ 'index.js': `var ${r('[b=')}1${r(']')}=x` }),
  classes: () => ({ 'index.js': `x=${r('class{a=')}1${r('}')}` }),
  labels: () => ({ 'index.js': `${big(N, (i) => `l${i}:`, '')};` }),
  while: () => ({ 'index.js': `${r('while(1)')};` }),
  'spread nest': () => ({ 'index.js': `x=${r('[...')}y${r(']')}` }),
  'regex huge': () => ({
    'index.js':
      'x=/' +
      r('(a+)+', 100000) +
      '$/; "aaaa".replace(x,"b"); "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".split(/(a+)+$/)',
  }),
  'regex nest': () => ({ 'index.js': `x=/${r('(')}${r(')')}/` }),
  'invalid utf8': () => ({
    'index.js': Buffer.concat([
      Buffer.from('fetch("https://a.invalid/'),
      Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
      Buffer.from('")'),
    ]),
  }),
  bom: () => ({ 'index.js': '\ufefffetch("https://a.invalid")' }),
  nul: () => ({ 'index.js': 'fetch("https://a.invalid/\0");\0\0' }),
  utf16: () => ({ 'index.js': Buffer.from('\ufefffetch("https://a.invalid")', 'utf16le') }),
  'proto names': () => ({
    'index.js': `import __proto__ from './__proto__.js'; import * as constructor from 'constructor'; import toString from '__proto__'; const o={__proto__:{a:1},constructor:1,toString(){}, ["__proto__"]:2}; var hasOwnProperty=o.hasOwnProperty, valueOf=o.valueOf; fetch(o.__proto__+o.constructor+o.toString); o.__proto__.x=1; send({__proto__:'a@b.co',constructor:'a@b.co',toString:'a@b.co'}); m.append('__proto__','a@b.co'); m.append('constructor','x@y.co'); process.env.__proto__; process.env.constructor; const {constructor:c1,__proto__:p1}=process.env; require('constructor').exec('x'); __proto__.x(); valueOf.call(); toString(); hasOwnProperty(constructor); constructor.constructor('x')(); globalThis.__proto__.fetch=1; Object.assign(Object.prototype,{a:1}); x['__proto__']['bcc']='a@b.co'`,
    '__proto__.js':
      'export default 1; export const __proto__=1; export {__proto__ as constructor}; exports.__proto__=1;exports.constructor=2',
    'package.json':
      '{"name":"x","version":"1.0.0","main":"index.js","__proto__":{"a":1},"exports":{"__proto__":"./index.js","constructor":{"__proto__":"./index.js"},".":{"__proto__":"./index.js","constructor":"./index.js","default":"./index.js"}},"imports":{"#__proto__":"./index.js","constructor":"x"},"dependencies":{"__proto__":"1","constructor":"2","toString":"3"},"scripts":{"__proto__":"x","constructor":"y"},"bin":{"__proto__":"index.js"}}',
  }),
  cycle: () => ({
    'index.js': 'import {a} from "./b.js"; export const c=a+1; fetch(c)',
    'b.js': 'import {c} from "./index.js"; export const a=c+1; export * from "./index.js"',
  }),
  'self import': () => ({
    'index.js':
      'import * as me from "./index.js"; import {a as b} from "./index.js"; export const a=b; export default me; export * from "./index.js"; fetch(me.me.me.a); me.default.default()',
  }),
  'reexport cycle': () => ({
    'index.js': 'export * from "./b.js"; import {zz} from "./b.js"; fetch(zz)',
    'b.js': 'export * from "./c.js"',
    'c.js': 'export * from "./b.js"; export * from "./index.js"',
  }),
  'reexport chain 3000': () =>
    Object.fromEntries([
      ['index.js', 'import {z} from "./f0.js"; fetch(z)'],
      ...Array.from({ length: 3000 }, (_, i) => [
        `f${i}.js`,
        `export * from "./f${i + 1}.js"; import "./f${i + 1}.js"`,
      ]),
    ]),
  'import chain': () =>
    Object.fromEntries([
      ['index.js', 'import {z} from "./f0.js"; fetch(z)'],
      ...Array.from({ length: 3000 }, (_, i) => [
        `f${i}.js`,
        `import {z as y} from "./f${i + 1}.js"; export const z=y+1`,
      ]),
    ]),
  'star fan': () =>
    Object.fromEntries([
      ['index.js', 'import {z} from "./f0.js"; fetch(z)'],
      ...Array.from({ length: 30 }, (_, i) => [
        `f${i}.js`,
        Array.from({ length: 30 }, (_, j) => `export * from "./f${j}.js"`).join(';'),
      ]),
    ]),
  'cjs star fan': () =>
    Object.fromEntries([
      ['index.js', 'const {z}=require("./f0.js"); fetch(z)'],
      ...Array.from({ length: 30 }, (_, i) => [
        `f${i}.js`,
        Array.from({ length: 30 }, (_, j) => `s(require("./f${j}.js"),exports)`).join(';'),
      ]),
    ]),
  'functions 50000': () => ({
    'index.js': `${big(20000, (i) => `function f${i}(a){return f${i + 1}(a+1)}`)}fetch(f0("https://a.invalid/"))`,
  }),
  'exponential template': () => ({
    'index.js': `var a0="https://a.invalid/";${big(60, (i) => `var a${i + 1}=a${i}+a${i};`)}fetch(a60)`,
  }),
  'exponential template holes': () => ({
    'index.js': `function g(x,y){var a0=x+"."+y;${big(60, (i) => `var a${i + 1}=a${i}+a${i};`)}fetch(a60)}`,
  }),
  'exponential arrays': () => ({
    'index.js': `var a0=[1,2];${big(60, (i) => `var a${i + 1}=[...a${i},...a${i}];`)}fetch(a60.join())`,
  }),
  'exponential nested arrays': () => ({
    'index.js':
      'var a0=["x"];' +
      big(60, (i) => `var a${i + 1}=[a${i},a${i}];`) +
      'fetch(a60.join()); send({to:a60}); f("https://x.invalid",a60); x(a60+"")',
  }),
  'exponential objects': () => ({
    'index.js':
      'var a0={to:"a@b.co"};' +
      big(60, (i) => `var a${i + 1}={to:a${i},cc:a${i},x:a${i}};`) +
      'fetch("https://a.invalid",a60); send(a60); z(a60)',
  }),
  'exponential concat': () => ({
    'index.js': `var a0=[1,2];${big(60, (i) => `var a${i + 1}=a${i}.concat(a${i});`)}fetch(a60.join())`,
  }),
  'exponential spread': () => ({
    'index.js':
      'var a0={a:1};' +
      big(60, (i) => `var a${i + 1}={...a${i},...a${i},k${i}:a${i}};`) +
      'fetch("https://a.invalid",a60)',
  }),
  'exponential rest': () => ({
    'index.js':
      'function g(x){var a0={...x};' +
      big(60, (i) => `var a${i + 1}={...a${i},...a${i}};`) +
      'fetch("https://a.invalid",a60)}',
  }),
  'exponential choice': () => ({
    'index.js':
      big(30, (i) => `var a${i}=q?"x${i}":"y${i}";`) +
      'fetch(' +
      big(30, (i) => `a${i}`, '+') +
      '); p.join(' +
      big(30, (i) => `a${i}`, ',') +
      ');const path=require("path");path.join(' +
      big(30, (i) => `a${i}`, ',') +
      ');new URL(' +
      big(30, (i) => `a${i}`, ',') +
      ')',
  }),
  'exponential calls': () => ({
    'index.js': `${big(40, (i) => `function f${i}(x){return f${i + 1}(x+"a")+f${i + 1}(x+"b")}`)}fetch(f0("https://a.invalid"))`,
  }),
  'exponential closures': () => ({
    'index.js': `${big(40, (i) => `const f${i}=(x)=>(y)=>f${i + 1}(x+y)(y+x)+f${i + 1}(y)(x);`)}fetch(f0("a")("b"))`,
  }),
  'exponential params': () => ({
    'index.js': `${big(40, (i) => `function f${i}(x,y){f${i + 1}(x+y,y);f${i + 1}(y,x);f${i + 1}(x,y+x);fetch(x)}`)}f0("a","b");`,
  }),
  'huge array': () => ({
    'index.js': `var a=[${big(200_000, () => '1', ',')}];fetch(a.join(""));a.map(x=>x+1);a.reduce((p,c)=>p+c)`,
  }),
  'huge string array': () => ({
    'index.js': `var a=[${big(200000, (i) => `"s${i}"`, ',')}];${big(2000, (i) => `fetch(a[${i}]+a.join(""));`)}`,
  }),
  bombs: () => ({
    'index.js':
      `fetch('x'.repeat(1e9)); fetch('x'.padEnd(1e9)); var a='x'.repeat(1e6); fetch(a.replaceAll('x',a).replaceAll('x',a)); fetch(a.split('x').join(a)); fetch(a.replace(/x/g,a)); fetch(JSON.parse('['.repeat(100000))); fetch(atob(a)); var b=Buffer.from(a,'hex'); fetch(encodeURIComponent('€'.repeat(3e5))); fetch([...a].join('aaaaaaaaaaaaaaaaaa')); fetch(String.raw\`\${a}\${a}\${a}\`); fetch(Array(1e9).join('x')); fetch(Array.from({length:1e9})); new Array(1e9).fill('x'); Buffer.alloc(1e9); fetch(''.padStart(1e9,a)); (1e300).toString(36); (1).toFixed(100); fetch(String.fromCharCode(...Array(1e6)));` +
      big(2000, (i) => `fetch(a.repeat(1)+${i});`),
  }),
  'replaceAll loop': () => ({
    'index.js': `var a0="x".repeat(200);${big(40, (i) => `var a${i + 1}=a${i}.replaceAll("x",a${i});`)}fetch(a40)`,
  }),
  'template replaceAll loop': () => ({
    'index.js': `function g(q){var a0="x"+q+"x";${big(40, (i) => `var a${i + 1}=a${i}.replaceAll("x",a${i});`)}fetch(a40)}`,
  }),
  'json bomb': () => ({
    'index.js': `fetch(JSON.parse('${'['.repeat(100000)}${']'.repeat(100000)}'))`,
    'd.json': '['.repeat(100000),
    'e.js': 'const d=require("./d.json"); fetch(d)',
  }),
  'json big string': () => ({ 'index.js': `var a=JSON.parse('[${big(60000, () => '1', ',')}]');fetch(a.join())` }),
  'base64 MBs': () => ({
    'index.js': `eval(atob("${Buffer.from('fetch("https://a.invalid");'.repeat(100000)).toString('base64')}"))`,
  }),
  'eval layers': () => {
    let s = 'fetch("https://a.invalid")'
    for (let i = 0; i < 12; i++) s = `eval(${JSON.stringify(s)})`
    return { 'index.js': s }
  },
  'eval many': () => ({ 'index.js': `var s="${'a();'.repeat(5000)}";${big(300, (i) => `eval(s+"${i}");`)}` }),
  'assignments 10000': () => ({ 'index.js': `var x;${big(N, (i) => `x="https://h${i}.invalid/";`)}fetch(x)` }),
  'assignments self': () => ({ 'index.js': `var x="a";${big(N, (i) => `x=x+"b${i}";`)}fetch(x)` }),
  'assignments two': () => ({ 'index.js': `var x="a",y="b";${big(N, (i) => `x=y+"b${i}";y=x+"c";`)}fetch(x)` }),
  appends: () => ({ 'index.js': `var x="a";${big(N, (i) => `x+="b${i}";`)}fetch(x)` }),
  'calls 10000': () => ({
    'index.js': `function f(u){return fetch(u)}${big(N, (i) => `f("https://h${i}.invalid/");`)}`,
  }),
  'calls 10000 inlined': () => ({
    'index.js':
      'function f(u){return g(u)+g(u)} function g(u){return h(u)+h(u)} function h(u){return u+u}' +
      big(N, (i) => `fetch(f("https://h${i}.invalid/"));`),
  }),
  'method calls 10000': () => ({
    'index.js':
      'class A{m(u){return fetch(this.x+u)}} const a=new A();' +
      big(N, (i) => `a.m("https://h${i}.invalid/");a.x="${i}";`),
  }),
  'props 10000': () => ({
    'index.js': `var o={${big(N, (i) => `p${i}:"https://h${i}.invalid/"`, ',')}};${big(N, (i) => `fetch(o.p${i});`)}`,
  }),
  'props computed': () => ({
    'index.js':
      'var o={' +
      big(N, (i) => `p${i}:"https://h${i}.invalid/"`, ',') +
      '};function g(k){' +
      big(N, () => 'fetch(o[k]);') +
      '}',
  }),
  'writes 10000': () => ({
    'index.js': `var o={};${big(N, (i) => `o.p${i}={a:o};`)}fetch("https://a.invalid",o)`,
  }),
  'writes to many': () => ({
    'index.js':
      big(2000, (i) => `var o${i}={};`) +
      big(2000, (i) => `o${i}.a=o${(i + 1) % 2000};o${i}.b=o${(i + 7) % 2000};`) +
      big(2000, (i) => `fetch("https://a.invalid",o${i})`),
  }),
  'spread self': () => ({
    'index.js':
      'var o={...o,a:1};var a=[...a,1];o={...o,...o};fetch("https://a.invalid",o,a);a.push(...a);o.o=o;a.push(a)',
  }),
  'getters recurse': () => ({
    'index.js': 'var o={get a(){return this.a},get b(){return o.c},get c(){return o.b+o.b}};fetch(o.a+o.b)',
  }),
  'class extends itself': () => ({
    'index.js':
      'class A extends A{m(){return super.m()}} class B extends C{} class C extends B{x(){return this.q}} fetch(new A().m());fetch(new B().zz+new C().yy)',
  }),
  'recursive function': () => ({
    'index.js':
      'function f(x){return f(x+"a")} function g(x){return h(x)}function h(x){return g(x)} fetch(f("a")+g("b")); var y=y=>y(y); fetch(y(y)); const Y=f=>(x=>x(x))(x=>f(y=>x(x)(y))); fetch(Y(Y)(Y))',
  }),
  'mutual modules': () =>
    Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        i === 0 ? 'index.js' : `f${i}.js`,
        Array.from({ length: 20 }, (_, j) => `import {g as g${j}} from "./f${(i * 7 + j * 13) % 60 || 1}.js";`).join(
          '',
        ) +
          `export function g(x){return ${Array.from({ length: 20 }, (_, j) => `g${j}(x+${j})`).join('+')}} fetch(g("a"))`,
      ]),
    ),
  'webpack many': () => ({
    'index.js':
      '(()=>{var m={' +
      big(
        1000,
        (i) =>
          `${i}:(m,e,r)=>{const a=r(${(i * 7) % 1000}),b=r(${(i + 1) % 1000});e.f=(x)=>a.f(x)+b.f(x);fetch(e.f("a"))}`,
        ',',
      ) +
      '};function r(i){var x={exports:{}};m[i].call(x.exports,x,x.exports,r);return x.exports}r(0)})()',
  }),
  'long strings': () => ({
    'index.js':
      'fetch("' +
      'https://a.invalid/'.repeat(300000) +
      '");x="' +
      'a@b.'.repeat(500000) +
      '";m={to:"' +
      'a@b-'.repeat(100000) +
      '",bcc:"' +
      'a.'.repeat(40000) +
      '"}',
  }),
  'header text': () => ({ 'index.js': `x="${'to: '.repeat(100000)}";y=\`${'bcc:\\t\\t \\t'.repeat(50000)}\`` }),
  'urls many': () => ({ 'index.js': big(5000, (i) => `fetch("https://h${i}.invalid/"+process.env.X${i});`) }),
  'huge switch': () => ({
    'index.js': `switch(x){${big(20000, (i) => `case ${i}:y="https://h${i}.invalid";break;`)}}fetch(y)`,
  }),
  'package.json array': () => ({ 'package.json': '[]', 'index.js': '1' }),
  'package.json deep': () => ({ 'package.json': r('[', 100000), 'index.js': 'fetch("https://a.invalid")' }),
  'package.json weird': () => ({
    'package.json':
      '{"name":1,"main":["x"],"bin":{"a":1,"b":null},"exports":[[["./index.js"]]],"dependencies":"x","scripts":[],"files":1}',
    'index.js': 'fetch("https://a.invalid")',
  }),
  'exports deep': () => ({
    'package.json': `{"name":"x","exports":${r('{"import":', 5000)}"./index.js"${r('}', 5000)}}`,
    'index.js': 'fetch("https://a.invalid")',
  }),
  'exports many stars': () => ({
    'package.json': JSON.stringify({
      name: 'x',
      version: '1.0.0',
      exports: Object.fromEntries(Array.from({ length: 20000 }, (_, i) => [`./a${i}/*`, `./*/*/*/*`])),
    }),
    'index.js': big(5000, (i) => `import "x/a${i}/b";`),
  }),
  'below many': () => ({
    ...Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [`p/f${i}.js`, 'import("./"+x);import("./f"+x+".js")']),
    ),
    'index.js': 'import("./p/"+x)',
  }),
  'long path': () => ({
    'index.js': `import "./${'a/../'.repeat(100000)}b.js"; import "${'../'.repeat(300)}"`,
  }),
  'html comment': () => ({ 'index.js': '<!-- x\nfetch("https://a.invalid")\n--> y' }),
  'with and octal': () => ({ 'index.js': 'with(x){fetch("https://a.invalid/"+010)}' }),
  'shebang only': () => ({ 'index.js': '#!/usr/bin/env node' }),
  empty: () => ({ 'index.js': '' }),
  unparsable: () => ({ 'index.js': 'function (((' }),
}

const FRAME = JSON.stringify({
  name: 'frame',
  version: '1.0.0',
  main: 'index.js',
  bin: 'other.js',
  exports: { '.': './index.js', './jsx': './index.jsx', './ts': './index.ts' },
})

describe('hostile input', () => {
  it.each(Object.keys(CASES))('%s', (name) => {
    const files = CASES[name]?.() ?? {}
    const other = 'fetch("https://other.invalid/")'
    const { facts, unanalysed } = extractBehaviour(artifactOf({ 'package.json': FRAME, ...files, 'other.js': other }))
    expect(facts.map((fact) => `${fact.kind} ${fact.value}`)).toContain('net.egress GET other.invalid')
    const opaque = facts.filter((fact) => fact.kind === 'file.opaque' && fact.reach !== 'dormant')
    expect(unanalysed.map(({ file }) => file).sort()).toEqual(opaque.map((fact) => String(fact.detail.path)).sort())
  })

  it('reads TypeScript in which functions have no body', () => {
    const source = `
      declare function load(name: string): void
      export function send(to: string): void
      export function send(to: unknown) { fetch('https://a.invalid/') }
      abstract class Base { abstract get(id: string): string; abstract get size(): number }
      export class Box extends Base { get(id: string): string; get(id: unknown) { fetch('https://b.invalid/'); return '' } get size() { return 1 } }`
    const { facts, unanalysed } = extractBehaviour(artifactOf({ 'package.json': FRAME, 'index.ts': source }))
    const values = facts.map((fact) => `${fact.kind} ${fact.value}`)
    expect(values).toEqual(expect.arrayContaining(['net.egress GET a.invalid', 'net.egress GET b.invalid']))
    expect(unanalysed).toEqual([])
  })

  it('leaves the shared prototypes as they are', () => {
    extractBehaviour(artifactOf({ 'package.json': FRAME, ...CASES['proto names']?.() }))
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('names of the language are names like any other', () => {
    const source = `const o = { constructor: 'https://a.invalid/', toString: 'https://b.invalid/', hasOwnProperty: 'https://c.invalid/' }
      fetch(o.constructor); fetch(o.toString); fetch(o.hasOwnProperty); process.env.constructor; process.env.__proto__`
    const facts = extractBehaviour(artifactOf({ 'package.json': FRAME, 'index.js': source })).facts
    const values = facts.map((fact) => `${fact.kind} ${fact.value}`)
    expect(values).toEqual(expect.arrayContaining(['a', 'b', 'c'].map((host) => `net.egress GET ${host}.invalid`)))
    expect(values).toEqual(expect.arrayContaining(['env.read constructor', 'env.read __proto__']))
  })

  it('tells of code that is reached among more samples than are read', () => {
    const filler = Object.fromEntries(
      Array.from({ length: 13 }, (_, i) => [`docs/a${i}.js`, `//${'x'.repeat(1 << 20)}`]),
    )
    const { facts, unanalysed } = extractBehaviour(
      artifactOf({ 'package.json': FRAME, 'index.js': `import './docs/z.js'`, ...filler, 'docs/z.js': 'eval(x)' }),
    )
    expect(unanalysed.map(({ file }) => file)).toEqual(['docs/z.js'])
    expect(facts.some((fact) => fact.kind === 'file.opaque' && fact.detail.path === 'docs/z.js')).toBe(true)
  })

  it('an expression of the package that could backtrack is not run', () => {
    const source = `fetch('https://' + '${'a'.repeat(60)}!'.replace(/^(a+)+$/, '') + '${'a'.repeat(60)}!'.split(/(a|a)*$/)[0] + '.invalid')`
    expect(() => extractBehaviour(artifactOf({ 'package.json': FRAME, 'index.js': source }))).not.toThrow()
  })
})
