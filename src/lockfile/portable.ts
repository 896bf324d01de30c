/** What stands in a lock in the place of a path of this machine, or of a name that no registry would take. Pure. */
import path from 'node:path'
import { isMachinePath, isServerKey, NPM_PACKAGE } from './patterns.js'

/** Folders of this machine; absolute. */
export interface Folders {
  readonly home?: string | undefined
  /** The project. */
  readonly dir?: string | undefined
}

/**
 * An origin or spec without a path of this machine: `./dist/index.js` in the project, `~/bin/server` in the home, of every other
 * path its last part. What is no absolute path stays as it is written.
 */
export function portable(origin: string, { home, dir }: Folders = {}): string {
  if (!isMachinePath(origin)) return origin
  const file = origin.replace(/^(?:git\+)?file:(?:\/\/(?:localhost(?=\/))?)?/i, '').replace(/^\/(?=[A-Za-z]:[\\/])/, '')
  const normal = normalized(file)
  const inProject = dir === undefined ? null : below(normal, dir)
  if (inProject !== null) return inProject === '' ? '.' : `./${inProject}`
  const inHome = home === undefined ? null : below(normal, home)
  if (inHome !== null) return inHome === '' ? '~' : `~/${inHome}`
  const last = normal.split('/').findLast((part) => part !== '' && part !== '..' && !/^[A-Za-z]:$/.test(part)) ?? '.'
  return isMachinePath(last) ? `./${last}` : last
}

/** With `/` alone, on Windows too. */
function normalized(file: string): string {
  const onWindows = /^[A-Za-z]:|^\\/.test(file)
  return path.posix.normalize(onWindows ? file.replaceAll('\\', '/') : file)
}

/** What follows the folder; empty for the folder itself, `null` for what lies elsewhere. */
function below(file: string, folder: string): string | null {
  const root = normalized(folder).replace(/(?<!\/)\/+$/, '')
  const blind = /^[A-Za-z]:/.test(root)
  const [own, other] = blind ? [file.toLowerCase(), root.toLowerCase()] : [file, root]
  if (root === '' || !`${own}/`.startsWith(`${other}/`)) return null
  return file.slice(root.length).replace(/^\/+|(?<!\/)\/+$/g, '')
}

/** UTF-16 units of a name; npm's longest has 214. */
const LONGEST_NAME = 900

/**
 * The key of a server in a lock, from its id: the same without a path of this machine, and without characters that no name has.
 * Whoever writes several servers numbers those that come out the same.
 */
export function lockKey(id: string, folders: Folders = {}): string {
  const [, kind = 'unknown', written = id] = /^([a-z]+):(.*)$/s.exec(id) ?? []
  const [number = ''] = /#\d+$/.exec(written) ?? []
  const name = portable(printable(written.slice(0, written.length - number.length)), folders)
  const key = `${kind}:${name}${number}`
  return isServerKey(key) ? key : `${kind}:${encoded(name) || 'unnamed'}${number}`
}

function printable(text: string): string {
  const plain = text.replace(/\p{Cs}/gu, '\ufffd').replace(/\p{Cc}/gu, (unit) => encodeURIComponent(unit))
  return plain
    .trim()
    .slice(0, LONGEST_NAME)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
}

/** Names of npm as they are; of what npm never took, everything that could be mistaken is written out. */
export const packageName = (name: string): string => (NPM_PACKAGE.test(name) ? name : encoded(name) || 'unnamed')

const encoded = (name: string): string =>
  encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'))
    .replace(/^[._]+/, (marks) => marks.replaceAll('.', '%2E').replaceAll('_', '%5F'))
    .slice(0, LONGEST_NAME)
    .replace(/%[0-9A-F]?$/, '')
