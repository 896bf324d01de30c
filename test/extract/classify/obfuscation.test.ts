import { describe, expect, it } from 'vitest'
import { obfuscationFacts } from '../../../src/extract/classify/obfuscation.js'

/*
 * The samples are this file's own code as javascript-obfuscator 5 writes it, shortened. Beyond them, by hand: all its presets
 * and name generators fire, also after esbuild and terser; nothing fires in the newest @playwright/mcp, playwright-core,
 * @upstash/context7-mcp, @sentry/mcp-server, @brightdata/mcp, task-master-ai, @browsermcp/mcp, mcp-server-kubernetes,
 * @mondaydotcomorg/monday-api-mcp, @currents/mcp, chrome-devtools-mcp, @postman/postman-mcp-server, zod, axios, lodash, and 40
 * further servers: 117 MB of JavaScript.
 */
const shown = (source: string): string[] => obfuscationFacts(source).map(({ draft }) => draft.value)

const ROTATED = `const h=b;(function(c,d){const g=b,e=c();while(!![]){try{const f=-parseInt(g(0x9d))/0x1+parseInt(g(0xa1))/0x2;if(f===d)break;else e['push'](e['shift']());}catch(i){e['push'](e['shift']());}}}(a,0x8b1a4));`
const ROTATED_MINIFIED = `!function(e,t){for(const n=o,r=e();;)try{if(-parseInt(n(305))/1*(parseInt(n(307))/2)===t)break;r.push(r.shift())}catch{r.push(r.shift())}}(i,171097);`
const TABLE = `function a(){const k=['https','request','POST','write','end'];a=function(){return k;};return a();}`
const TABLE_MINIFIED = `function s(){const e=["https","request","POST"];return s=function(){return e},s()}`
const TABLE_TERSER = `function s(){const e=["https","request","POST"];return(s=function(){return e})()}`
const HEX = `var _0x1a2b=_0x3c4d;(function(_0x5e6f,_0x7a8b){var _0x9c0d=_0x3c4d,_0x1e2f=_0x5e6f();_0x1a2b(_0x9c0d,_0x1e2f,_0x7a8b,_0x3c4d);_0x1a2b();_0x1e2f();})`
const letters = (length: number, alphabet: string): string => {
  let state = 12345
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return alphabet[(state >>> 8) % alphabet.length]
  }).join('')
}
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const HEXADECIMAL = '0123456789abcdef'
const blanks = (count: number): string => ' '.repeat(count)

describe('obfuscationFacts', () => {
  it.each([
    ['hex-names', HEX],
    ['string-array', ROTATED],
    ['string-array', ROTATED_MINIFIED],
    ['string-array', TABLE],
    ['string-array', TABLE_MINIFIED],
    ['string-array', TABLE_TERSER],
    [
      'string-array',
      `const o='3|1|0|2|4'['split']('|');let i=0x0;while(!![]){switch(o[i++]){case'0':f();continue;}break;}`,
    ],
    ['string-array', `eval(function(p,a,c,k,e,d){e=function(c){return c}})`],
    [
      'escaped-strings',
      `x('${[...'require child_process exec curl | sh and so on'].map((c) => `\\x${c.charCodeAt(0).toString(16)}`).join('')}${'\\x61'.repeat(8)}')`,
    ],
    ['escaped-strings', `x("${'\\u0072\\u0065\\u0071\\u0075'.repeat(13)}")`],
    ['encoded-blob', `const p='${letters(1400, BASE64)}'`],
    ['encoded-blob', `module.exports=["${letters(900, HEXADECIMAL)}"]`],
    ['far-right-code', `module.exports = x;${blanks(400)}require('child_process').exec(y)`],
    ['far-right-code', `f()\n${blanks(400)}eval(x);\n`],
    ['far-right-code', `f();${'\t'.repeat(300)};(function(){g()})()`],
    ['jsfuck', `${'[+!+[]]'.repeat(10)}${'(![]+[])[+[]]'.repeat(60)}`],
    [
      'split-strings',
      `f('ch'+'il'+'d_'+'pr'+'oc'+'es'+'s');g('ex'+'ec'+'Sy'+'nc');h('cu'+'rl'+' -'+'s '+'ht'+'tp')`.replaceAll(
        ' ',
        '_',
      ),
    ],
  ])('%s: %#', (which, source) => {
    expect(shown(source)).toContain(which)
  })

  it('stands where it begins', () => {
    const source = `f();\n${ROTATED}`
    expect(obfuscationFacts(source)[0]?.offset).toBeGreaterThan(source.indexOf('parseInt'))
  })

  it.each([
    [
      'minified code',
      `!function(e,t){"object"==typeof exports?module.exports=t():e.x=t()}(this,function(){var n=[],r=0x1f;return n.push(n.shift()),r});`.repeat(
        50,
      ),
    ],
    ['a queue that turns', `function next(q){q.push(q.shift());try{run(q)}catch(e){log(e)}}`],
    [
      'a function that replaces itself',
      `function p(o){return p=Object.getPrototypeOf||function(e){return e.__proto__},p(o)}`,
    ],
    [
      'an addresses table',
      `const a=['0x1f9840a85d5af5bf1d1762f925bdaddc4201f984','0x6b175474e89094c44da98b954eedeac495271d0f']`,
    ],
    ['hex numbers', `const t=[0x1a2b,0x3c4d,0x5e6f,0x7a8b,0x9c0d,0xffff];`.repeat(20)],
    ['terminal codes', `const c='\\x1b[31m\\x1b[1m\\x1b[0m';`.repeat(40)],
    ['a byte table', `const b='\\x00\\x01\\x02\\x03\\x04\\x05\\x06\\x07\\x80\\x81\\x82\\x83';`.repeat(40)],
    ['letters by range', `/[\\u00C0-\\u00D6\\u00D8-\\u00F6\\u0370-\\u037D]/`.repeat(30)],
    ['an image', `const i='data:image/png;base64,iVBORw0KGgo${letters(4000, BASE64)}'`],
    ['a bare image', `const i='iVBORw0KGgo${letters(4000, BASE64)}'`],
    ['WebAssembly', `const w='AGFzbQEAAAA${letters(4000, BASE64)}'`],
    ['a font', `const f="d09GMgABAAAA${letters(4000, BASE64)}"`],
    ['a source map', `//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjoz${letters(4000, BASE64)}`],
    ['a certificate', `const c='MIIDdzCCAl+g${letters(1200, BASE64)}'`],
    ['a group of Diffie and Hellman', `const p='ffffffffffffffffc90fdaa2${letters(1000, HEXADECIMAL)}'`],
    ['a list of hashes', `const h=[${Array.from({ length: 50 }, () => `'${letters(128, HEXADECIMAL)}'`).join(',')}]`],
    ['a table of few letters', `const t='${'AAAABBBBAAAACCCC01'.repeat(200)}'`],
    ['deep indentation', `${blanks(120)}return f(x);\n`.repeat(20)],
    ['a padded text', `const s="a${blanks(300)}b";const t='${blanks(250)}'.slice(n);`],
    ['a table in a template', `const t=\`a${blanks(300)}|\n${blanks(250)}total: 5\``],
    ['joined texts', `x('a'+b+'c'+d);y('Hello, '+'world and all'+' who live in it')`.repeat(20)],
    ['a pipe', `'a|b|c'.split('|')`],
    ['nothing', ''],
  ])('silent: %s', (_, source) => {
    expect(shown(source)).toEqual([])
  })
})

describe('code that is put where nobody looks', () => {
  const readable = Array.from({ length: 20 }, (_, i) => `const value${i} = compute(${i})`).join('\n')
  const statements = Array.from({ length: 120 }, (_, i) => `function f${i}(a){const b=a+${i};if(b){return b}};`).join(
    '',
  )

  it('fires', () => {
    expect(shown(`${readable}\n${statements}\n`)).toEqual(['giant-line'])
    expect(shown(`${readable}${'\n'.repeat(300)}run(1)\n`)).toEqual(['far-down-code'])
    expect(shown(`const acc\u0435ss = true\nif (acc\u0435ss) run()\n`)).toEqual(['look-alike-names'])
  })

  it('is silent', () => {
    expect(shown(`${readable}\nmodule.exports = '${'lorem ipsum; if (a) { b } '.repeat(300)}'\n`)).toEqual([])
    expect(shown(`${readable}\nconst table = [${Array.from({ length: 2000 }, (_, i) => i).join(',')}]\n`)).toEqual([])
    expect(shown(statements)).toEqual([])
    expect(shown(`const \u0394t = 1, \u03c32 = 2, \u0438\u043c\u044f = 'x'\n`)).toEqual([])
  })
})
