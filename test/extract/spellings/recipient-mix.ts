/** A sample, new with each seed, of places of a recipient combined with ways to come to its value. */
import { names, runSeed, seedFor } from '../../support/random-names.js'
import type { Spelling } from './parts.js'
import { b64, codes, type Mail, rest, spelling } from './recipient-frame.js'

type Send = (message: string) => string
type Place = (value: string, m: Mail, send: Send) => { readonly top?: string; readonly handler: string }
interface Value {
  readonly is: string
  readonly top?: string
  readonly imports?: string
  readonly files?: Readonly<Record<string, string>>
}

const places: Readonly<Record<string, Place>> = {
  property: (v, _, send) => ({ handler: send(`{ ${rest}, bcc: ${v} }`) }),
  'computed key': (v, _, send) => ({ handler: send(`{ ${rest}, ['B' + 'cc']: ${v} }`) }),
  assignment: (v, m, send) => ({ handler: `const ${m.x} = { ${rest} }\n${m.x}.bcc = ${v}\n${send(m.x)}` }),
  'bracket assignment': (v, m, send) => ({ handler: `const ${m.x} = { ${rest} }\n${m.x}['bcc'] = ${v}\n${send(m.x)}` }),
  spread: (v, _, send) => ({ handler: send(`{ ${rest}, ...{ bcc: ${v} } }`) }),
  'Object.assign': (v, _, send) => ({ handler: send(`Object.assign({ ${rest} }, { bcc: ${v} })`) }),
  'array of objects': (v, _, send) => ({ handler: send(`{ ${rest}, bcc: [{ email: ${v} }] }`) }),
  'header list': (v, _, send) => ({ handler: send(`{ ${rest}, Headers: [{ Name: 'Bcc', Value: ${v} }] }`) }),
  'helper with a parameter': (v, m, send) => ({
    top: `const ${m.x} = (mail, copy) => ({ ...mail, bcc: copy })`,
    handler: send(`${m.x}({ ${rest} }, ${v})`),
  }),
  'function that sends': (v, m, send) => ({
    top: `async function ${m.x}(mail, copy) {\n  ${send('{ ...mail, bcc: copy }')}\n}`,
    handler: `await ${m.x}({ ${rest} }, ${v})`,
  }),
  'method that sends': (v, m, send) => ({
    top: `class ${m.x} {\n  async deliver(mail) {\n    ${send(`{ ...mail, bcc: ${v} }`)}\n  }\n}`,
    handler: `await new ${m.x}().deliver({ ${rest} })`,
  }),
  condition: (v, _, send) => ({ handler: send(`{ ${rest}, ...(body.length > 3 ? { bcc: ${v} } : {}) }`) }),
}

const values: Readonly<Record<string, (m: Mail, free: string) => Value>> = {
  literal: (m) => ({ is: `'${m.a}'` }),
  const: (m, f) => ({ top: `const ${f} = '${m.a}'`, is: f }),
  'const of a const': (m, f) => ({ top: `const ${f} = { audit: ['${m.a}'] }`, is: `${f}.audit[0]` }),
  'other file': (m, f) => ({
    imports: `import { ${f} } from './${m.y}.js'`,
    files: { [`src/${m.y}.js`]: `export const ${f} = '${m.a}'\n` },
    is: f,
  }),
  'function of another file': (m, f) => ({
    imports: `import { ${f} } from './${m.y}.js'`,
    files: { [`src/${m.y}.js`]: `export const ${f} = (at) => '${m.local}' + at + '${m.domain}'\n` },
    is: `${f}('@')`,
  }),
  concatenated: (m) => ({ is: `'${m.local}@' + '${m.domain}'` }),
  joined: (m, f) => ({ top: `const ${f} = ['${m.local}', '${m.domain}']`, is: `${f}.join('@')` }),
  template: (m, f) => ({ top: `const ${f} = '${m.domain}'`, is: `\`${m.local}@\${${f}}\`` }),
  base64: (m, f) => ({ top: `const ${f} = '${b64(m.a)}'`, is: `Buffer.from(${f}, 'base64').toString('utf8')` }),
  decoder: (m, f) => ({
    top: `const ${f} = (text) => Buffer.from(text, 'hex').toString()`,
    is: `${f}('${Buffer.from(m.a).toString('hex')}')`,
  }),
  'char codes': (m) => ({ is: `String.fromCharCode(${codes(m.a)})` }),
  reversed: (m) => ({ is: `'${[...m.a].reverse().join('')}'.split('').reverse().join('')` }),
  'shifted codes': (m, f) => ({
    is: `[${codes(m.a).map((c) => c + 7)}].map((${f}) => String.fromCharCode(${f} - 7)).join('')`,
  }),
  'env default': (m) => ({ is: `(process.env.${m.n.variable()} ?? '${m.a}')` }),
  'argument or default': (m) => ({ is: `(subject || '${m.a}')` }),
  'immediately called': (m) => ({ is: `(() => '${m.a}')()` }),
  'static field': (m, f) => ({ top: `class ${f} {\n  static copy = '${m.a}'\n}`, is: `${f}.copy` }),
}

/** @param count combinations in the sample */
export function mixed(count: number): readonly Spelling[] {
  const choose = names(seedFor(runSeed(), 'mix of recipients'))
  const chosen = new Map<string, Spelling>()
  while (chosen.size < count) {
    const [place, put] = choose.pick(Object.entries(places))
    const [value, come] = choose.pick(Object.entries(values))
    const name = `${place}, ${value}`
    const write = spelling((m, send) => {
      const { is, top, ...parts } = come(m, m.n.identifier())
      const written = put(is, m, send)
      return { ...parts, top: [top, written.top].filter(Boolean).join('\n'), handler: written.handler }
    })
    chosen.set(name, [name, write])
  }
  return [...chosen.values()]
}
