/** What the files of package managers and of strangers on this machine hold, read with bounds: never more than is asked, never an error. */
import semver from 'semver'
import { type FileReader, type Host, pathsOf } from '../host.js'
import { kept } from './memory.js'

export type JsonObject = Readonly<Record<string, unknown>>

const MANIFEST_BYTES = 1024 * 1024
/** Their objects are kept in memory. */
const MOST_MANIFESTS = 1000
const MOST_LEVELS = 40

/** @returns the object that a JSON file holds; `null` where it holds none, is too large, or can't be read */
export async function readObject(files: FileReader, file: string, maxBytes: number): Promise<JsonObject | null> {
  const text = await readText(files, file, maxBytes)
  return text === null ? null : parseObject(text)
}

/** @returns the object that a JSON text holds; `null` where it holds none */
export function parseObject(text: string): JsonObject | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

/** @returns the text of a file; `null` where it is none, is too large, or can't be read */
export async function readText(files: FileReader, file: string, maxBytes: number): Promise<string | null> {
  try {
    return await files.readText(file, { maxBytes })
  } catch {
    return null
  }
}

const manifests = new WeakMap<FileReader, (file: string) => Promise<JsonObject | null>>()

/** The `package.json` of a folder; each is read once by one reader. */
export function readManifest(
  files: FileReader,
  folder: string,
  join: (...parts: string[]) => string,
): Promise<JsonObject | null> {
  const read = manifests.get(files) ?? kept((file) => readObject(files, file, MANIFEST_BYTES), MOST_MANIFESTS)
  manifests.set(files, read)
  return read(join(folder, 'package.json'))
}

export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null

/** A property of its own: what a prototype has is no part of a file. */
export const own = (object: JsonObject | null, key: string): unknown =>
  object !== null && Object.hasOwn(object, key) ? object[key] : undefined

/** A version as semver spells it; `null` for anything else, however it is meant. */
export const validVersion = (value: unknown): string | null =>
  typeof value === 'string' ? semver.valid(value, true) : null

/** Integrity as a lockfile states it, if it is the form that npm writes. */
export const validIntegrity = (value: unknown): string | null =>
  typeof value === 'string' && /^sha(?:1|256|384|512)-[A-Za-z0-9+/]{27,88}={0,2}$/.test(value) ? value : null

/** Whether a name is that of a package, so that it can be a part of a path: no `..`, no hidden folder, at most one scope. */
export const isPackageName = (name: string): boolean =>
  name.length <= 214 && /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/.test(name)

/** A folder and those above it, the innermost first. */
export function* upwards(host: Pick<Host, 'platform'>, from: string): Generator<string> {
  const { dirname } = pathsOf(host)
  let folder = from
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    yield folder
    const above = dirname(folder)
    if (above === folder) return
    folder = above
  }
}

/** Whether a path lies in a folder, by its words alone. */
export function isInside(host: Pick<Host, 'platform'>, path: string, folder: string): boolean {
  const paths = pathsOf(host)
  const relative = paths.relative(folder, path)
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${paths.sep}`) && !paths.isAbsolute(relative)
}
