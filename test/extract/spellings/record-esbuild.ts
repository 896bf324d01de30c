/** Writes fixtures/esbuild.json; see recorded.ts for the command. Not a test: esbuild works in a child process. */
import { writeFileSync } from 'node:fs'
import { posix } from 'node:path'
import { build, type Plugin } from 'esbuild'
import type { Program } from '../../support/bundle.js'
import { chosen, hashOf, type Recorded } from './recorded.js'

const inMemory = (program: Program): Plugin => ({
  name: 'in-memory',
  setup(setup) {
    setup.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return { path, namespace: 'memory' }
      if (!path.startsWith('.')) return { path, external: true }
      return { path: posix.join(posix.dirname(importer), path), namespace: 'memory' }
    })
    setup.onLoad({ filter: /.*/, namespace: 'memory' }, ({ path }) => ({
      contents: program.files[path] ?? '',
      loader: path.endsWith('.json') ? 'json' : 'js',
    }))
  },
})

const shapes = [
  ['esbuild esm', 'esm', false, 'node20'],
  ['esbuild esm, minified', 'esm', true, 'node20'],
  ['esbuild cjs', 'cjs', false, 'node20'],
  ['esbuild cjs, minified', 'cjs', true, 'node20'],
  // async functions become generators, and spreads and class fields become calls of helpers
  ['esbuild cjs, es2016', 'cjs', false, 'es2016'],
  ['esbuild cjs, es2016, minified', 'cjs', true, 'es2016'],
] as const

const recorded: Recorded[] = []
for (const { id, program } of chosen) {
  const made: Record<string, string> = {}
  for (const [name, format, minify, target] of shapes) {
    const { outputFiles } = await build({
      entryPoints: [program.entry],
      bundle: true,
      write: false,
      platform: 'node',
      target,
      format,
      minify,
      logLevel: 'error',
      plugins: [inMemory(program)],
    })
    made[name] = outputFiles[0]?.text ?? ''
  }
  recorded.push({ id, sha256: hashOf(program), shapes: made })
}
writeFileSync('test/extract/spellings/fixtures/esbuild.json', `${JSON.stringify(recorded, null, 1)}\n`)
console.log(`${recorded.length} programs`)
