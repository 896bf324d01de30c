/**
 * Step of the build: joins the compiled files and the small libraries that every command loads into a few files in
 * `dist/bin`, since `touchstone list` would spend most of its time on finding some three hundred modules. It is no part of what
 * is published.
 *
 *   node .ci/bundle.mjs            dist/bin, of what tsc compiled into dist
 *   node .ci/bundle.mjs FOLDER     the same command into another folder, of the sources: for tests, beside any build
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')
const [, , folder] = process.argv
const compiled = folder === undefined
const bin = compiled ? path.join(root, 'dist/bin') : path.resolve(folder)
const own = path.join(root, compiled ? 'dist/src' : 'src')
const entry = (file) => path.join(own, `${file}.${compiled ? 'js' : 'ts'}`)

/** Loaded by few commands, or finding files of their own beside them: they stay packages. */
const PACKAGES = [
  '@babel/parser',
  '@npmcli/*',
  '@octokit/*',
  '@sigstore/*',
  'acorn',
  'cacache',
  'make-fetch-happen',
  'npm-pick-manifest',
  'npm-registry-fetch',
  'ssri',
  'tar',
  'tinypool',
  'tldts',
  'zod',
]

/** Libraries of one function that are slow to load and seldom needed: they are loaded when it is first called. */
const WHEN_CALLED = ['string-width', 'wrap-ansi']

const loadWhenCalled = {
  name: 'load when called',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(?:${WHEN_CALLED.join('|')})$`) }, ({ path, importer }) =>
      importer.startsWith(own) ? { path, namespace: 'when-called' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'when-called' }, ({ path }) => ({
      contents: `let called; export default (...words) => (called ??= require(${JSON.stringify(path)}).default)(...words)`,
      resolveDir: root,
    }))
  },
}

rmSync(bin, { recursive: true, force: true })
await build({
  // Workers are started by their path, beside the file that starts them.
  entryPoints: {
    cli: entry('cli'),
    worker: entry('extract/worker'),
    'review-worker': entry('commands/review/worker'),
  },
  outdir: bin,
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Some libraries hide their modules from bundlers in their CommonJS form.
  mainFields: ['module', 'main'],
  external: [...PACKAGES, 'react-devtools-core'],
  // React draws several times slower when it looks for its users' mistakes.
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  plugins: [loadWhenCalled],
  banner: {
    js: "import { createRequire as requireOfBundle } from 'node:module'; const require = requireOfBundle(import.meta.url);",
  },
  logLevel: 'warning',
})
