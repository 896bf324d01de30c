/** Names for what lies outside the package's own code: Node's modules, other packages, globals. */
import { builtinModules } from 'node:module'
import { type RefValue, reference, UNKNOWN, type Value } from './values.js'

const BUILTINS = new Set(builtinModules.filter((name) => !name.startsWith('_')))

/** Whether a specifier names a module of Node's own, with or without `node:`. */
export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || BUILTINS.has(specifier)
}

/** The name of the package that a bare specifier is taken from; undefined for relative paths, builtins and URLs. */
export function packageOf(specifier: string): string | undefined {
  if (specifier === '' || /^[./#]/.test(specifier) || /^[a-z][a-z0-9+.-]*:/i.test(specifier) || isBuiltin(specifier))
    return undefined
  const [scope, name] = specifier.split('/', 2)
  return scope?.startsWith('@') ? (name === undefined ? undefined : `${scope}/${name}`) : scope
}

/** The value of a module that is not a file of the package. */
export function moduleReference(specifier: string): Value {
  if (specifier.startsWith('data:')) return reference('global:eval()')
  if (/^(https?|npm|jsr):/.test(specifier)) return reference(`pkg:${specifier}`)
  if (isBuiltin(specifier)) {
    const name = specifier.replace(/^node:/, '')
    if (name === 'process') return reference('global:process')
    if (name === 'console') return reference('global:console')
    return reference(`node:${name.replace('/', '.')}`)
  }
  const name = packageOf(specifier)
  return name === undefined ? UNKNOWN : reference(`pkg:${specifier}`)
}

/** Objects whose members are globals. */
const GLOBAL_OBJECTS = new Set([
  'global:globalThis',
  'global:window',
  'global:self',
  'global:global',
  'global:top',
  'global:frames',
])
/** Packages that stand in for a module of Node's own. */
const STAND_INS: Readonly<Record<string, string>> = {
  'pkg:fs-extra': 'node:fs',
  'pkg:graceful-fs': 'node:fs',
  'pkg:cross-spawn': 'node:child_process.spawn',
  'pkg:buffer': 'node:buffer',
}

/** The path of a member of something outside. */
export function memberPath(path: string, name: string): string {
  if (name === 'default' && (path === 'global:process' || path === 'global:console')) return path
  if (GLOBAL_OBJECTS.has(path)) return GLOBAL_OBJECTS.has(`global:${name}`) ? path : `global:${name}`
  const from = STAND_INS[path] ?? path
  if (name === 'default' && (from.startsWith('pkg:') || from.startsWith('node:')) && !from.includes('(')) return from
  if (from === 'node:fs' && name === 'promises') return 'node:fs.promises'
  if (from === 'node:buffer') return `global:${name}`
  if (from === 'node:url' && (name === 'URL' || name === 'URLSearchParams')) return `global:${name}`
  if (from === 'node:process') return `global:process.${name}`
  if (from === 'node:timers') return `global:${name}`
  return `${from}.${name}`
}

/** The path that a call goes to, with stand-ins resolved: `cross-spawn(…)` is `child_process.spawn(…)`. */
export function canonicalPath(ref: RefValue): string {
  return STAND_INS[ref.path] ?? ref.path
}
