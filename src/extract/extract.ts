/**
 * Artefact → behaviour. Pure and synchronous: nothing of the package runs, and nothing is read but the artefact's bytes.
 * Each file's facts are read off first; then what is reached from bin, exports and install scripts decides how they count.
 */
import { createHash } from 'node:crypto'
import type { Artifact, ArtifactFile, Behaviour, Reach, Where } from '../model.js'
import { binaryKind } from './binary.js'
import { decodeText } from './decode.js'
import { distinct, type Found } from './distinct.js'
import { documentedDomains, isReadme } from './documented.js'
import type { FactDraft } from './draft.js'
import { gypFacts } from './gyp.js'
import { type FileReading, importedPackages, JavaScriptPackage } from './javascript/package.js'
import { dependencyFacts, entryPoints, type Manifest, manifestFacts, parseManifest } from './manifest.js'
import { readOddlyNamed } from './odd-files.js'
import { offsetsOfNames, placesIn } from './places.js'
import { reachOf } from './reach.js'
import { PackageResolver } from './resolve.js'
import { isShellScript, shellFacts } from './shell.js'
import { hiddenCharacterFacts } from './text.js'
import { waysTo } from './ways-in.js'

/** A larger source file than any bundle on the registry's most used servers (8 MB) by a factor of two. */
const MOST_SOURCE_BYTES = 16 << 20
/** Source that nothing reaches is read up to this much in all: web pages and samples, mostly. */
const MOST_DORMANT_BYTES = 12 << 20

/** Specifiers of other packages that are kept; who loads more of them may load any. */
const MOST_IMPORTS = 4000

const CODE = /\.(?:[cm]?js|jsx|[cm]?ts|tsx)$/
const DECLARATION = /\.d\.[cm]?ts$/

/** Whether a path names source code, by its ending. */
export const isCode = (path: string): boolean => CODE.test(path) && !DECLARATION.test(path)

/**
 * @param leaveOut path of a file that is not to be analysed: an earlier try did not survive it
 * @returns the facts of a package, sorted, one for each identity; and reached code that could not be analysed
 */
export function extractBehaviour(artifact: Artifact, leaveOut?: string): Behaviour {
  const listed = artifact.list()
  const byPath = new Map(listed.map((file) => [file.path, file]))
  const files = {
    has: (path: string) => byPath.has(path),
    read: (path: string) => artifact.read(path),
    list: () => [...byPath.keys()],
  }
  const found: Found[] = []
  const unanalysed: { file: string; why: string }[] = []
  const manifestBytes = artifact.read('package.json')
  const parsed = manifestBytes === undefined ? undefined : parseManifest(manifestBytes)
  const manifest: Manifest = parsed?.ok === true ? parsed.manifest : {}
  if (parsed?.ok !== true) {
    const why = parsed === undefined ? 'the package has no package.json' : `package.json is ${parsed.why}`
    unanalysed.push({ file: 'package.json', why })
    if (manifestBytes !== undefined)
      found.push(opaque('unparsable', byPath.get('package.json') as ArtifactFile, manifestBytes, 'runs'))
  }
  const texts = new Map<string, string>()
  const textOf = (path: string): string | undefined => {
    const known = texts.get(path)
    if (known !== undefined) return known
    const bytes = artifact.read(path)
    if (bytes === undefined) return undefined
    const text = decodeText(bytes)
    if (text.length < 1 << 20) texts.set(path, text)
    return text
  }
  const inManifest = placesIn('package.json', parsed?.text ?? '')
  if (manifestBytes !== undefined && parsed !== undefined) {
    for (const each of manifestFacts(manifestBytes, files)) {
      found.push({ draft: each.draft, where: inManifest(each.offset), reach: each.reach })
    }
  }
  const entries = entryPoints(manifest, files)
  const entryFiles = new Set([...entries.bin, ...entries.main, ...entries.install])
  const { code, shell, others } = sortFiles(listed, artifact, entryFiles)
  for (const file of others) {
    const bytes = artifact.read(file.path)
    const kind = bytes === undefined ? null : binaryKind(bytes)
    if (bytes !== undefined && kind !== null) found.push(opaque(kind.why, file, bytes))
  }
  const failures = new Map<string, { why: string; message: string }>()
  for (const file of shell) {
    const text = textOf(file.path) ?? ''
    const drafts = withinStack(() => shellFacts(file.path, text))
    if (drafts === undefined) {
      failures.set(file.path, TOO_DEEP)
      found.push(opaque(TOO_DEEP.why, file, artifact.read(file.path) ?? new Uint8Array()))
    }
    const placeOf = placesIn(file.path, text)
    for (const { draft, offset } of drafts ?? []) found.push({ draft, where: placeOf(offset) })
  }
  const gyp = textOf('binding.gyp')
  if (gyp !== undefined) {
    const placeOf = placesIn('binding.gyp', gyp)
    for (const { draft, offset } of withinStack(() => gypFacts(gyp)) ?? [])
      found.push({ draft, where: placeOf(offset), reach: 'install' })
  }

  const resolver = new PackageResolver(new Set(byPath.keys()), manifest, (path) => {
    const bytes = artifact.read(path)
    const inner = bytes === undefined ? undefined : parseManifest(bytes)
    return inner?.ok === true ? inner.manifest : undefined
  })
  const links = new Map<string, readonly string[]>()
  const readable = code.filter((file) => {
    const out = file.path === leaveOut
    if (file.size <= MOST_SOURCE_BYTES && !out) return true
    const [why, message] = out
      ? ['budget', 'the analysis ran out of memory or time']
      : ['too-large', `larger than ${MOST_SOURCE_BYTES >> 20} MiB`]
    const bytes = artifact.read(file.path)
    if (bytes !== undefined) found.push(opaque(why, file, bytes))
    failures.set(file.path, { why, message })
    return false
  })
  const order = [...readable].sort(
    (a, b) => Number(isReadLast(a.path)) - Number(isReadLast(b.path)) || (a.path < b.path ? -1 : 1),
  )
  let asideBytes = 0
  const taken: ArtifactFile[] = []
  const notRead: ArtifactFile[] = []
  for (const file of order) {
    if (isReadLast(file.path) && !entryFiles.has(file.path)) {
      asideBytes += file.size
      if (asideBytes > MOST_DORMANT_BYTES) {
        notRead.push(file)
        continue
      }
    }
    taken.push(file)
  }
  const javascript = new JavaScriptPackage(
    taken.map((file) => file.path),
    { text: textOf, resolve: (from, specifier) => resolver.resolve(from, specifier) },
    entryFiles,
  )
  const take = (reading: FileReading): void => {
    for (const each of reading.facts) found.push(each)
    const text = textOf(reading.path) ?? ''
    const placeOf = placesIn(reading.path, text)
    for (const { draft, offset } of hiddenCharacterFacts(text)) found.push({ draft, where: placeOf(offset) })
    links.set(reading.path, reading.links)
    if (reading.failed === undefined) return
    failures.set(reading.path, reading.failed)
    const bytes = artifact.read(reading.path)
    if (bytes !== undefined) found.push(opaque(reading.failed.why, byPath.get(reading.path) as ArtifactFile, bytes))
  }
  for (const reading of javascript.read()) take(reading)

  const paths = listed.map((file) => file.path)
  for (const reading of readOddlyNamed(others, { textOf, javascript }, () =>
    reachOf({ entries, links, resolver, paths }),
  ))
    take(reading)
  const reach = reachOf({ entries, links, resolver, paths })
  for (const file of notRead) {
    if (reach(file.path) === 'dormant') continue
    failures.set(file.path, { why: 'budget', message: 'among more samples, pages and tests than are read' })
    found.push(opaque('budget', file, artifact.read(file.path) ?? new Uint8Array()))
  }
  for (const [path, failure] of failures) {
    if (reach(path) !== 'dormant') unanalysed.push({ file: path, why: failure.message })
  }
  const nameAt = offsetsOfNames(parsed?.text ?? '')
  const reachedLinks = [...links].flatMap(([path, list]) => (reach(path) === 'dormant' ? [] : list))
  for (const draft of dependencyFacts(manifest, importedPackages(reachedLinks))) {
    found.push({ draft, where: inManifest(nameAt(String(draft.detail.name ?? ''))), reach: 'runs' })
  }
  const documented = documentedDomains(
    listed.filter(({ path }) => isReadme(path)).map(({ path }) => textOf(path) ?? ''),
  )
  const ways = waysTo(manifest, files, entries, { links, resolver, paths })
  const imports = [...new Set(reachedLinks.filter(isFromOutside))].sort().slice(0, MOST_IMPORTS)
  return {
    facts: distinct(found, reach, ways),
    unanalysed: unanalysed.sort((a, b) => (a.file < b.file ? -1 : 1)),
    ...(imports.length > 0 && { imports }),
    ...(documented.length > 0 && { documented }),
  }
}

const TOO_DEEP = { why: 'too-deep', message: 'nesting is too deep to analyse' } as const

/** @returns undefined where a text is nested deeper than the stack holds */
function withinStack<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** A name of another package, or one that is not known before the code runs. */
const isFromOutside = (link: string): boolean => link === '{}' || /^(?:@[\w.{}-]+\/)?[\w{][\w.{}-]*(?:\/|$)/.test(link)

/** Folders that hold tests, samples and pages: analysed last, and only so much of them. */
function isReadLast(path: string): boolean {
  return (
    /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|examples?|docs?|demo|fixtures|benchmarks?|public|static|www|coverage|stories)\//i.test(
      path,
    ) || /\.(?:test|spec|stories|min)\.[cm]?[jt]sx?$/.test(path)
  )
}

function sortFiles(listed: readonly ArtifactFile[], artifact: Artifact, entries: ReadonlySet<string>) {
  const code: ArtifactFile[] = []
  const shell: ArtifactFile[] = []
  const others: ArtifactFile[] = []
  for (const file of listed) {
    if (DECLARATION.test(file.path)) continue
    const bytes = artifact.read(file.path)
    const head = bytes === undefined ? '' : Buffer.from(bytes.subarray(0, 256)).toString('latin1')
    if (CODE.test(file.path) && !isBinaryHead(bytes)) code.push(file)
    else if (isShellScript(file.path, head)) shell.push(file)
    else if (
      /^#!.*\b(?:node|bun|deno|tsx)\b/.test(head) ||
      (entries.has(file.path) && !/\.\w+$/.test(file.path) && !isBinaryHead(bytes))
    )
      code.push(file)
    else others.push(file)
  }
  return { code, shell, others }
}

function isBinaryHead(bytes: Uint8Array | undefined): boolean {
  return bytes !== undefined && binaryKind(bytes) !== null
}

function opaque(why: string, file: ArtifactFile, bytes: Uint8Array, reach?: Reach): Found {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const draft: FactDraft = {
    kind: 'file.opaque',
    value: `${why} ${sha256.slice(0, 16)}`,
    detail: {
      why,
      path: file.path,
      size: file.size,
      sha256,
      code: CODE.test(file.path) || file.path === 'package.json',
    },
  }
  const where: Where = { file: file.path, line: 1, column: 1, excerpt: `${why}, ${file.size} bytes` }
  return reach === undefined ? { draft, where } : { draft, where, reach }
}
