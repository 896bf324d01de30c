/** The shapes keep what a program computes: each is run with the modules that it asks for replaced. */
import { runInNewContext } from 'node:vm'
import { parse } from 'acorn'
import { describe, expect, it } from 'vitest'
import { type Program, packagesOf, shapes, shapesFor } from './bundle.js'
import { toCjs } from './to-cjs.js'

const program: Program = {
  entry: 'src/index.js',
  files: {
    'src/index.js': `#!/usr/bin/env node
import { join as glue } from 'node:path'
import * as os from 'node:os'
import box, { sum, renamed as other } from './lib.js'
import { deep } from './all.js'
class Holder {
  value = sum(1, 2)
  glue(glued = 'x') {
    return { glue, sum: this.value, glued }
  }
}
const { glue: fromObject } = new Holder().glue()
globalThis.result = [fromObject('a', 'b'), os.EOL, box.name, other, deep(), new Holder().value].join('|')
`,
    'src/lib.js': `export const sum = (a, b) => a + b\nconst inner = 'inner'\nexport { inner as renamed }\nexport default { name: 'box' }\n`,
    'src/all.js': `export * from './deep/deep.js'\n`,
    'src/deep/deep.js': `import { sum } from '../lib.js'\nexport function deep() {\n  return sum(20, 22)\n}\n`,
  },
}

const builtIn: Record<string, unknown> = {
  'node:path': { join: (...p: string[]) => p.join('/') },
  'node:os': { EOL: 'EOL' },
}

function run(built: Program): unknown {
  const loaded = new Map<string, { exports: Record<string, unknown> }>()
  const world: Record<string, unknown> = {}
  const load = (path: string): unknown => {
    const had = loaded.get(path)
    if (had) return had.exports
    const module = { exports: {} as Record<string, unknown> }
    loaded.set(path, module)
    const source = (built.files[path] ?? '').replace(/^#!.*\n/, '')
    const require = (request: string): unknown =>
      request.startsWith('.') ? load(new URL(request, `file:///${path}`).pathname.slice(1)) : builtIn[request]
    runInNewContext(`(function (globalThis, exports, module, require) {${source}\n})`)(
      world,
      module.exports,
      module,
      require,
    )
    return module.exports
  }
  load(built.entry)
  return world.result
}

describe('shapes', () => {
  it('have names of their own', () => {
    expect(new Set(shapes.map((s) => s.name)).size).toBe(shapes.length)
  })

  it.each(shapesFor(program).map((s) => [s.name, s] as const))('%s parses and computes the same', async (_, shape) => {
    const built = await shape.build(program)
    for (const [path, source] of Object.entries(built.files)) {
      if (!/\.[cm]?js$/.test(path)) continue
      parse(source, { ecmaVersion: 'latest', sourceType: built.commonjs ? 'script' : 'module', allowHashBang: true })
    }
    if (built.commonjs) expect(run(built)).toBe('a/b|EOL|box|inner|42|3')
  })

  it('renames every local when it minifies', async () => {
    const minified = await shapes.find((s) => s.name === 'rollup esm, terser')?.build(program)
    expect(Object.values(minified?.files ?? {}).join()).not.toMatch(/Holder|fromObject|inner\b.*=/)
  })
})

describe('conversion to CommonJS', () => {
  it('refuses what it would get wrong', () => {
    expect(() => toCjs(`import { a } from 'a'\nfunction f(a) {\n  return a\n}\nf()`, 'tsc')).toThrow(/declared again/)
  })
})

describe('packages of a program', () => {
  it('are named without their paths', () => {
    const files = {
      'index.js': `import a from '@x/y/z.js'\nimport 'b/c'\nimport fs from 'node:fs'\nimport p from 'path'\nconst d = require('d')\nawait import('e')\nimport './f.js'`,
    }
    expect(packagesOf({ files, entry: 'index.js' })).toEqual(['@x/y', 'b', 'd', 'e'])
  })
})
