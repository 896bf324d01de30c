/** The styles that packages are published in. A package written as text becomes the same program in each of them, in memory. */
import { rolldownTo, rollupTo, terserTo, webpackShape } from '../support/bundle.js'
import { type CjsManner, toCjs } from '../support/to-cjs.js'
import {
  asksForItsPlace,
  entriesOf,
  type Files,
  graphOf,
  isModule,
  isScript,
  manifestOf,
  withoutModuleWords,
  withSemicolons,
} from './modules.js'

export const STYLES = [
  'as written',
  'CommonJS',
  'CommonJS by tsc',
  'minified',
  'bundled',
  'bundled by webpack',
  'bundled, minified',
  'bundled by rolldown, minified',
  'bundled by webpack, minified',
  'readable before, then bundled and minified',
] as const

export type StyleName = (typeof STYLES)[number]

export interface Style {
  readonly name: StyleName
  /** The release before. @throws Error why it can't be made */
  before(files: Files): Promise<Files>
  /** The release that is judged. @throws Error why it can't be made */
  after(files: Files): Promise<Files>
}

const each = async (files: Files, change: (path: string, source: string) => string | Promise<string>): Promise<Files> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(files).map(async ([path, source]) => {
        if (!isScript(path)) return [path, source] as const
        try {
          return [path, await change(path, source)] as const
        } catch (error) {
          throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`)
        }
      }),
    ),
  )

/** `.js` files as CommonJS; a `.mjs` stays what its name says. */
async function commonJs(files: Files, manner: CjsManner): Promise<Files> {
  const { type: _, ...manifest } = manifestOf(files)
  let converted = 0
  const scripts = await each(files, (path, source) => {
    if (path.endsWith('.mjs') || !isModule(path, files)) return source
    converted++
    // A JSON file is its own value in CommonJS.
    return toCjs(withSemicolons(withoutModuleWords(source)), manner).replace(
      /(require\("[^"\n]*\.json"\))\.default/g,
      '$1',
    )
  })
  if (converted === 0 && manner === 'tsc') throw new Error('it is written in CommonJS')
  return { ...scripts, 'package.json': `${JSON.stringify(manifest, null, 2)}\n` }
}

const minified = (files: Files): Promise<Files> =>
  each(files, (path, source) => terserTo(source, isModule(path, files)))

/** One entry as one script: its code, and the kind of module that it is. */
type Bundler = (entry: string, files: Files, module: boolean) => Promise<{ code: string; commonjs: boolean }>

/** JSON as modules, for bundlers that read scripts alone. */
const scriptsOf = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, path.endsWith('.json') ? `export default ${text}` : text]),
  )

/** As rollup writes ES modules, and rolldown CommonJS, which rollup does not read. */
const plain: Bundler = async (entry, files, module) =>
  module
    ? { code: await rollupTo({ files: scriptsOf(files), entry }, 'es'), commonjs: false }
    : { code: await rolldownTo({ files, entry, commonjs: true }, 'cjs', false), commonjs: true }

const webpack: Bundler = async (entry, files, module) => {
  if (!module) throw new Error('it is written in CommonJS')
  const prepared = await each(scriptsOf(files), (path, source) =>
    isModule(path, files) ? withSemicolons(withoutModuleWords(source)) : source,
  )
  return { code: webpackShape({ files: prepared, entry }), commonjs: true }
}

const rolldown: Bundler = async (entry, files, module) => {
  const prepared = module
    ? await each(files, (path, source) => (isModule(path, files) ? withoutModuleWords(source) : source))
    : files
  return { code: await rolldownTo({ files: prepared, entry, commonjs: !module }, 'cjs', true), commonjs: true }
}

const thenTerser =
  (bundler: Bundler): Bundler =>
  async (...program) => {
    const { code, commonjs } = await bundler(...program)
    return { code: await terserTo(code, !commonjs), commonjs }
  }

/**
 * Each entry with all that it loads as one script in its own place. What no entry loads by literal (workers, install scripts, tests)
 * stays as files beside it, with what it loads.
 *
 * @param rest what becomes of the scripts that stay
 */
async function bundled(files: Files, bundler: Bundler, rest: (files: Files) => Promise<Files>): Promise<Files> {
  const entries = entriesOf(files)
  if (entries.length === 0) throw new Error('it has no entry')
  const absorbed = new Set<string>()
  const bundles = new Map<string, { code: string; commonjs: boolean }>()
  for (const entry of entries) {
    const graph = graphOf(entry, files)
    for (const path of graph) {
      absorbed.add(path)
      if (folderOf(path) !== folderOf(entry) && asksForItsPlace(files[path] ?? ''))
        throw new Error(`${path} finds files by its own place, which a bundle would move`)
    }
    const module = [...graph].every((path) => isModule(path, files))
    bundles.set(entry, await bundler(entry, files, module))
  }
  const outside = Object.keys(files).filter((path) => isScript(path) && !absorbed.has(path))
  const kept = new Set(outside.flatMap((path) => [...graphOf(path, files)]))
  let others = Object.fromEntries(
    Object.entries(files).filter(([path]) => !isScript(path) || (kept.has(path) && !bundles.has(path))),
  )
  const toCommonJs = [...bundles].some(([path, { commonjs }]) => commonjs && isModule(path, files))
  if (toCommonJs) {
    if ([...bundles.keys()].some((path) => path.endsWith('.mjs'))) throw new Error('its entry is an .mjs file')
    others = { ...(await commonJs(others, 'plain')) }
  }
  others = { ...(await rest(others)) }
  return { ...others, ...Object.fromEntries([...bundles].map(([path, { code }]) => [path, code])) }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const asTheyAre = async (files: Files): Promise<Files> => files

const same = (name: StyleName, build: (files: Files) => Promise<Files>): Style => ({
  name,
  before: build,
  after: build,
})

const bundledMinified = (files: Files): Promise<Files> => bundled(files, thenTerser(plain), minified)

const BUILDS: Readonly<Record<StyleName, Style>> = {
  'as written': same('as written', asTheyAre),
  CommonJS: same('CommonJS', (files) => commonJs(files, 'plain')),
  'CommonJS by tsc': same('CommonJS by tsc', (files) => commonJs(files, 'tsc')),
  minified: same('minified', minified),
  bundled: same('bundled', (files) => bundled(files, plain, asTheyAre)),
  'bundled by webpack': same('bundled by webpack', (files) => bundled(files, webpack, asTheyAre)),
  'bundled, minified': same('bundled, minified', bundledMinified),
  'bundled by rolldown, minified': same('bundled by rolldown, minified', (files) => bundled(files, rolldown, minified)),
  'bundled by webpack, minified': same('bundled by webpack, minified', (files) =>
    bundled(files, thenTerser(webpack), minified),
  ),
  'readable before, then bundled and minified': {
    name: 'readable before, then bundled and minified',
    before: asTheyAre,
    after: bundledMinified,
  },
}

export const styles: readonly Style[] = STYLES.map((name) => BUILDS[name])
