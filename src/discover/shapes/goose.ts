/**
 * Goose's `extensions`. Those of type `builtin`, `platform`, `frontend` and `inline_python` are parts of Goose or of its
 * front end, and start no server of their own. Pure.
 * https://block.github.io/goose/docs/guides/config-files
 */
import { child, children, isMap, type Located } from '../document.js'
import type { Dialect } from '../grants.js'
import type { ServerMap } from '../maps.js'
import { type Contents, readMap } from '../reading.js'
import { textOf } from '../values.js'

const NO_SERVERS = new Set(['builtin', 'platform', 'frontend', 'inline_python'])
const SERVERS = new Set(['stdio', 'sse', 'streamable_http'])

const typeOf = (extension: Located): string => textOf(child(extension, 'type')) ?? ''

export function isGoose(root: Located): boolean {
  const extensions = child(root, 'extensions')
  return (
    isMap(extensions) && children(extensions).some((one) => NO_SERVERS.has(typeOf(one)) || SERVERS.has(typeOf(one)))
  )
}

export function readGoose(file: string, map: ServerMap, dialect?: Dialect): Contents {
  const contents = readMap(file, map, dialect)
  return { ...contents, candidates: contents.candidates.filter(({ at }) => !NO_SERVERS.has(typeOf(at))) }
}
