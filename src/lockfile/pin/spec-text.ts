/**
 * What the characters of a spec become when it names one exact release. The name stays as it is written, and so do an alias,
 * extras, a marker, an image's tag, and quotes around any of them. Pure.
 */
import type { PackageRef } from '../../model.js'

/**
 * Where a spec of Python stands: uv's own `name@version` is for what `uvx` starts (`operand`); everywhere else stands a
 * requirement as PEP 508 has it.
 */
export type Position = 'operand' | 'requirement'

/** Versions come from registries, which are strangers: nothing but these characters is ever written into a configuration. */
const VERSIONS: Readonly<Record<PackageRef['ecosystem'], RegExp>> = {
  npm: /^\d+\.\d+\.\d+(?:-[\dA-Za-z.-]+)?(?:\+[\dA-Za-z.-]+)?$/,
  pypi: /^(?:\d+!)?\d[\dA-Za-z.]*(?:\+[\dA-Za-z.]+)?$/,
  oci: /^(?:sha256:[\da-f]{64}|sha512:[\da-f]{128})$/,
}

/** No real version is longer; a digest with its algorithm has 135 characters. */
const MAX_VERSION = 256

/** Whether it is one exact version, or one digest, that may be written into a configuration. */
export const isExact = (ecosystem: PackageRef['ecosystem'], version: string): boolean =>
  version.length <= MAX_VERSION && VERSIONS[ecosystem].test(version)

/**
 * @param written the characters of the spec, white space and quotes among them
 * @returns `null` where they are not understood
 */
export function exactSpec(
  ecosystem: PackageRef['ecosystem'],
  written: string,
  version: string,
  position: Position,
): string | null {
  if (written.trim() === '' || !isExact(ecosystem, version)) return null
  if (ecosystem === 'npm') return exactNpm(written, version)
  return ecosystem === 'pypi' ? exactRequirement(written, version, position) : exactImage(written, version)
}

const QUOTES = new Set([...'"\'\\^`', ' ', '\t', '\n', '\r'])

/** `name`, `name@range`, `@scope/name@tag`, `alias@npm:name@range`: the version stands behind the `@` that ends the name. */
function exactNpm(written: string, version: string): string {
  const body = written.trimEnd()
  const alias = body.indexOf('@npm:', 1)
  let start = alias > 0 ? alias + '@npm:'.length : 0
  while (QUOTES.has(body.charAt(start))) start += 1
  const at = body.indexOf('@', start + 1)
  return `${at < 0 ? body : body.slice(0, at)}@${version}${written.slice(body.length)}`
}

/** A name with its extras. */
const NAMED = /^(\s*[a-z0-9](?:[\w.-]*[a-z0-9])?(?:\s*\[[\w\s.,-]*\])?)(\s*)/i

function exactRequirement(written: string, version: string, position: Position): string | null {
  const [matched, name, gap] = NAMED.exec(written) ?? []
  if (matched === undefined || name === undefined || gap === undefined) return null
  const rest = written.slice(matched.length)
  const end = rest.slice(rest.trimEnd().length)
  const equal = `==${version}`
  if (rest.startsWith('@')) return `${name}${gap}${position === 'operand' ? '@' : '=='}${version}${end}`
  const marker = rest.indexOf(';')
  const clauses = marker < 0 ? rest : rest.slice(0, marker)
  if (clauses.trim() === '') {
    const bare = position === 'operand' && marker < 0
    return `${name}${bare ? `@${version}` : equal}${gap}${rest}`
  }
  const said = clauses.trim()
  const bracketed = said.startsWith('(') && said.endsWith(')')
  if (!/^[\s(]*[=~!<>]/.test(said)) return null
  const behind = clauses.slice(clauses.trimEnd().length)
  return `${name}${gap}${bracketed ? `(${equal})` : equal}${behind}${marker < 0 ? '' : rest.slice(marker)}`
}

/**
 * The tag stays before the digest (`name:tag@sha256:…`): nothing of the spec is lost, a reader sees which release the digest
 * is of, and Docker, Podman and containerd take the digest and pass over the tag.
 */
function exactImage(written: string, digest: string): string {
  const body = written.trimEnd()
  const at = body.indexOf('@')
  return `${at < 0 ? body : body.slice(0, at)}@${digest}${written.slice(body.length)}`
}

/** Characters that no shell reads as anything but themselves. */
const PLAIN = /^[\w@./:=+~-]+$/

/**
 * A spec that is quoted in parts keeps its quotes where that leaves a word of the shell; else it is quoted as a whole, and
 * stands without quotes where neither can be read.
 */
export function spellings(ref: PackageRef, token: string, version: string, position: Position): readonly string[] {
  const kept = exactSpec(ref.ecosystem, token, version, position)
  const whole = token === ref.spec ? null : exactSpec(ref.ecosystem, ref.spec, version, position)
  const quoted = whole === null ? [] : [`"${whole}"`, `'${whole}'`, ...(PLAIN.test(whole) ? [whole] : [])]
  return [...(kept === null ? [] : [kept]), ...quoted]
}
