/**
 * One requirement of Python: what uv, pipx and pip would take for it. Names as PEP 503 spells them, versions as PEP 440, the
 * rest as PEP 508; `name@version` and `name@latest` are uv's own. Nothing is looked up. Pure.
 */
import type { PackageRef } from '../model.js'
import { type Arg, slice, tokenOf } from './arg.js'
import { expandDefaults, hasVariable } from './normalise.js'
import type { SpecReading } from './npm-spec.js'
import { redactSpec, redactUrl } from './redact.js'

/** Source: PEP 440, appendix B. */
const VERSION =
  /^v?(\d+!)?\d+(\.\d+)*([-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?(-\d+|[-_.]?(post|rev|r)[-_.]?\d*)?([-_.]?dev[-_.]?\d*)?(\+[a-z0-9]+([-_.][a-z0-9]+)*)?$/i
const NAME = /^([a-z0-9](?:[\w.-]*[a-z0-9])?)\s*(?:\[([\w\s.,-]*)\])?\s*/i
const CLAUSE = /^(===|==|~=|!=|<=|>=|<|>)\s*(\S+)$/
const ARCHIVE = /\.(whl|zip|tar\.gz|tar\.bz2|tgz)$/i

type Selector = PackageRef['selector']

const FROM_PATH = 'a package from a folder or file of this machine is not audited'

/** @param file the configuration file that the argument stands in */
export function readRequirement(arg: Arg, file: string): SpecReading {
  const { text, variables } = expandDefaults(arg.text)
  const written = text.trim()
  if (written === '') return other('unknown', null, 'its package spec is empty')
  const elsewhere = notInRegistry(written)
  if (elsewhere) return elsewhere
  if (hasVariable(written))
    return other('unknown', null, 'its package spec depends on a variable that is not known here')
  const [matched, name] = NAME.exec(written) ?? []
  if (matched === undefined || name === undefined) return other('unknown', null, 'it names no valid package')
  const rest = written.slice(matched.length)
  const direct = rest.startsWith('@') ? notInRegistry(rest.slice(1).trim()) : null
  if (direct) return direct
  const selector = selectorOf(rest)
  if (selector === null) return other('unknown', null, 'it names no valid package')
  const ref: PackageRef = {
    ecosystem: 'pypi',
    name: normalName(name),
    spec: redactSpec(arg.text),
    selector,
    floating: selector.type !== 'version' || variables.length > 0,
    token: tokenOf(arg, file),
  }
  const remark = variables.length > 0 ? `its package depends on ${variables.join(', ')}; the default is named` : null
  return { kind: 'package', ref, remark }
}

/** PEP 503: `-`, `_` and `.` are equal, and so are cases. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

/** Specs that name a place rather than a package. */
function notInRegistry(spec: string): SpecReading | null {
  if (/^(git|hg|bzr|svn)\+/i.test(spec)) return fromGit(spec)
  if (/^(\.{0,2}[\\/]|~|[a-z]:[\\/]|file:|\.{1,2}$)/i.test(spec)) return other('local', redactSpec(spec), FROM_PATH)
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(spec)) {
    const variable = hasVariable(spec)
    return other('unknown', variable ? null : redactUrl(spec), 'a package from a URL is not audited')
  }
  if (!spec.includes('@') && (ARCHIVE.test(spec) || /[\\/]/.test(spec))) {
    return other('local', hasVariable(spec) ? null : redactSpec(spec), FROM_PATH)
  }
  return null
}

/** `git+https://host/owner/repo.git@ref#subdirectory=x` */
function fromGit(spec: string): SpecReading {
  const [address = ''] = spec.split('#', 1)
  const at = address.lastIndexOf('@')
  const slash = address.lastIndexOf('/')
  const ref = at > slash && slash > address.indexOf('://') + 2 ? address.slice(at + 1) : null
  const url = ref === null ? address : address.slice(0, at)
  if (hasVariable(url)) return other('git', null, 'code from git is not audited, and its address depends on a variable')
  const reason = `code from git is not audited${ref ? `; it is written at ${redactSpec(ref)}` : ''}`
  return other('git', redactUrl(url), reason)
}

/** What stands behind a name and its extras; `null` where it is no requirement. */
function selectorOf(written: string): Selector | null {
  if (written.startsWith('@')) {
    const version = written.slice(1).trim()
    if (version === '') return null
    if (version === 'latest') return { type: 'tag', value: 'latest' }
    return VERSION.test(version) ? { type: 'version', value: version.replace(/^v/i, '') } : null
  }
  // The rest is a marker: where the requirement counts, never which one it is.
  const [requirement = ''] = written.split(';', 1)
  const clauses = requirement
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .trim()
  if (clauses === '') return { type: 'range', value: '*' }
  const read = clauses.split(',').map((clause) => CLAUSE.exec(clause.trim()))
  if (!read.every((clause) => clause !== null && isClause(clause[1] ?? '', clause[2] ?? ''))) return null
  const [only] = read
  const [, operator, value = ''] = only ?? []
  // `===` compares text, so that everything after it is one version.
  const exact = read.length === 1 && (operator === '===' || (operator === '==' && VERSION.test(value)))
  return exact ? { type: 'version', value: value.replace(/^v/i, '') } : { type: 'range', value: clauses }
}

/** `===` compares text; `==` and `!=` take wildcards. */
const isClause = (operator: string, value: string): boolean =>
  operator === '===' || VERSION.test(/^[!=]=$/.test(operator) ? value.replace(/\.\*$/, '') : value)

/** Splits uv's lists: at commas, but for those within extras and within one requirement's versions. Source: uv's `comma.rs`. */
export function splitRequirements(arg: Arg): readonly Arg[] {
  const { text } = arg
  const parts: Arg[] = []
  let depth = 0
  let start = 0
  const add = (end: number): void => {
    const part = text.slice(start, end)
    const from = start + part.length - part.trimStart().length
    if (part.trim() !== '') parts.push(slice(arg, from, from + part.trim().length))
  }
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i]
    if (c === '[') depth += 1
    else if (c === ']') depth = Math.max(0, depth - 1)
    else if (c === ',' && depth === 0 && !/^\s*[!=<>~]/.test(text.slice(i + 1, i + 20))) {
      add(i)
      start = i + 1
    }
  }
  add(text.length)
  return parts
}

const other = (launch: 'git' | 'local' | 'unknown', origin: string | null, reason: string): SpecReading => ({
  kind: 'other',
  launch,
  origin,
  reason,
})
