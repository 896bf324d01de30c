/**
 * What code of a folder leads to beside what was read of it: files in folders that are no part of a program as a rule, places outside
 * of it, and packages of `node_modules`. By the words of the code alone; what it puts together while it runs is left out.
 */
import { builtinModules } from 'node:module'
import path from 'node:path'
import { BESIDE_CODE, type FolderFiles, imported, RELATIVE_IMPORT, readPlainFile, SPECIFIER_ENDINGS } from './folder.js'
import { TarballError, type UnpackLimits } from './tarball.js'

export interface Reached extends FolderFiles {
  /** Paths from the folder, such as `../shared/log.js`: sorted. */
  readonly outside: readonly string[]
  /** Names of packages, sorted. */
  readonly packages: readonly string[]
}

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/i
const RUNNABLE = /\.(?:[cm]?[jt]s|[jt]sx|node|wasm|sh)$/i
/** What stands in a cache as data changes with every run, and runs nowhere. */
const DATA = /\.json$/i
/** Paths in code that lead into a skipped folder, from its name on: what starts workers and programs names files so, quoted or not. */
const SKIPPED = [...BESIDE_CODE, '.git', '.hg', '.svn'].map((name) => name.replaceAll('.', '\\.')).join('|')
const INTO_SKIPPED = new RegExp(String.raw`(?<![\w-])(?:${SKIPPED})/[\w./@~+-]{1,300}`, 'g')
const OF_PATH = /[\w./@~+-]/
const PACKAGE_IMPORT =
  /(?:\bfrom\s{0,5}|\bimport\s{0,5}(?:\(\s{0,5})?|\brequire\s{0,5}\(\s{0,5})(?:'([@\w][^'\n:]{0,200})'|"([@\w][^"\n:]{0,200})")/g
const BUILTIN: ReadonlySet<string> = new Set(builtinModules)
/** More is nobody's program, and each is a look at the disk. */
const MOST_REACHED = 1000
const MOST_NAMED = 1000

/**
 * Puts to the files of a folder those that they lead to, and that are not among them.
 *
 * @param isData whether a file is left out though it is named
 * @throws TarballError where it goes beyond a limit, FileError where a file can't be read
 */
export async function withReached(
  location: string,
  { files: found, refused: refusedBefore }: FolderFiles,
  limits: UnpackLimits,
  isData: (file: string) => boolean,
): Promise<Reached> {
  const files = new Map(found)
  const refused = new Map(refusedBefore.map((each) => [each.path, each]))
  const outside = new Set<string>()
  const packages = new Set<string>()
  const looked = new Set<string>()
  let total = [...files.values()].reduce((sum, { size }) => sum + size, 0)
  let reached = 0
  const isOfCode = (file: string): boolean => isCode(file, files.get(file)?.bytes)
  const waiting = [...files.keys()].filter(isOfCode)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const text = new TextDecoder().decode(files.get(next)?.bytes)
    if (next !== 'package.json' && packages.size < MOST_NAMED) for (const name of packagesIn(text)) packages.add(name)
    for (const target of targetsIn(text, path.posix.dirname(next))) {
      if (looked.has(target) || SPECIFIER_ENDINGS.some((ending) => files.has(target + ending))) continue
      looked.add(target)
      if (target.startsWith('../')) {
        if (outside.size < MOST_NAMED) outside.add(target)
        continue
      }
      const file = await imported(location, target)
      if (file === null) continue
      if (typeof file !== 'string') refused.set(file.path, file)
      else if (!files.has(file) && !DATA.test(file) && !isData(file)) {
        reached += 1
        if (reached > MOST_REACHED) throw new TarballError(`imports more than ${MOST_REACHED} files of skipped folders`)
        const { bytes, executable } = await readPlainFile(path.join(location, file), limits.unpackedBytes - total)
        total += bytes.length
        files.set(file, { path: file, size: bytes.length, executable, bytes })
        if (isOfCode(file)) waiting.push(file)
      }
    }
  }
  return { files, refused: [...refused.values()], outside: [...outside].sort(), packages: [...packages].sort() }
}

/** `imports`, `exports` and `bin` of a manifest lead to files, too; a program may have no ending. */
function isCode(file: string, bytes: Uint8Array | undefined): boolean {
  if (file === 'package.json' || CODE.test(file)) return true
  return !(file.split('/').at(-1) ?? '').includes('.') && bytes?.subarray(0, 512).includes(0) === false
}

/** Paths from the folder that a text imports, or names where a folder in them was skipped. */
function targetsIn(text: string, folder: string): ReadonlySet<string> {
  const targets = new Set<string>()
  for (const [, single, double] of text.matchAll(RELATIVE_IMPORT)) {
    targets.add(path.posix.join(folder, single ?? double ?? ''))
  }
  for (const { 0: end, index } of text.matchAll(INTO_SKIPPED)) {
    let start = index
    while (start > 0 && index - start < 200 && OF_PATH.test(text[start - 1] ?? '')) start -= 1
    const written = `${text.slice(start, index)}${end}`.replace(/^(?:\.?\/)+/, '')
    // What stands in `node_modules` is a package, which is named and not read.
    if (!RUNNABLE.test(written) || written.split('/').includes('node_modules')) continue
    // Beside the file that names it, or in the folder that the program starts in.
    for (const base of new Set([folder, '.'])) {
      const target = path.posix.join(base, written)
      if (!target.startsWith('../')) targets.add(target)
    }
  }
  return targets
}

function packagesIn(text: string): readonly string[] {
  const named = [...text.matchAll(PACKAGE_IMPORT)].map(([, single, double]) => single ?? double ?? '')
  const stood = [...text.matchAll(/\bnode_modules\/([@\w][\w.~@-]{0,100}(?:\/[\w.~-]{1,100})?)/g)].map(
    ([, each]) => each ?? '',
  )
  return [...named, ...stood].flatMap((each) => {
    const [first = '', second] = each.split('/')
    const name = first.startsWith('@') ? `${first}/${second ?? ''}` : first
    return BUILTIN.has(first) || !/^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/.test(name) ? [] : [name]
  })
}
