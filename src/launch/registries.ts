/** Where an entry's own words and variables say that packages come from. Pure. */
import type { PackageRef } from '../model.js'
import { expandDefaults, hasVariable } from './normalise.js'
import { originOf, redactUrl } from './redact.js'
import type { PackagesResolution } from './resolution.js'
import { settingsOf } from './settings.js'

type Environment = Readonly<Record<string, string>>

export interface Registry {
  /** Without credentials; `null` where the entry names none. */
  readonly url: string | null
  /** Whether it depends on a variable. */
  readonly unknown: boolean
  readonly remark: string | null
}

const NO_FLAGS: ReadonlySet<string> = new Set()
const NONE: Registry = { url: null, unknown: false, remark: null }

export function registryOf(
  resolution: PackagesResolution,
  packages: readonly PackageRef[],
  env: Environment,
): Registry {
  if (resolution.ecosystem === 'npm') return npmRegistry(resolution, packages, env)
  return resolution.ecosystem === 'pypi' ? pypiIndex(resolution, env) : NONE
}

/** Flags win over the environment, a scope's over all. */
function npmRegistry(
  { registries, runner, flags }: PackagesResolution,
  packages: readonly PackageRef[],
  env: Environment,
): Registry {
  const [scope] = packages[0]?.name.startsWith('@') ? packages[0].name.split('/') : []
  const scoped = scope
    ? [registries?.get(`${scope}:registry`)?.text, variable(env, `npm_config_${scope}:registry`)]
    : []
  const written =
    scoped.find(Boolean) ||
    registries?.get('registry')?.text ||
    variable(env, 'npm_config_registry') ||
    variable(env, 'pnpm_config_registry') ||
    variable(env, 'bun_config_registry') ||
    variable(env, 'yarn_npm_registry_server') ||
    variable(env, 'yarn_registry')
  const remark = settingsOf('npm', runner, flags ?? NO_FLAGS, env).join('; ') || null
  if (!written) return { ...NONE, remark }
  const { text } = expandDefaults(written)
  // Where a variable stands for a user, a password or a query alone, the address is known all the same.
  const address = text.replace(/\/\/[^/@]*@/, '//').split(/[?#]/, 1)[0] ?? ''
  if (hasVariable(address)) return { ...NONE, unknown: true }
  return { url: URL.canParse(text) ? redactUrl(text) : null, unknown: false, remark }
}

/** Variables with indexes, in the order in which they are asked: uv asks further indexes before the default one. */
const UV_INDEXES = ['UV_INDEX', 'UV_EXTRA_INDEX_URL', 'UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'UV_FIND_LINKS']
const PIP_INDEXES = ['PIP_EXTRA_INDEX_URL', 'PIP_INDEX_URL', 'PIP_FIND_LINKS']

/** The index that is asked first: its origin alone, as paths of indexes hold keys. */
function pypiIndex({ indexes = [], runner, flags = NO_FLAGS }: PackagesResolution, env: Environment): Registry {
  const names = /^pip/.test(runner) ? [...PIP_INDEXES, ...UV_INDEXES] : UV_INDEXES
  const written = [
    ...indexes.map(({ text }) => text),
    // Variables hold lists; uv may give an index a name: `private=https://…`.
    ...names.flatMap((name) => env[name]?.split(/\s+/).filter(Boolean) ?? []),
  ].map((index) => index.replace(/^[\w.-]+=(?=[a-z]+:)/i, ''))
  const remarks = [...settingsOf('pypi', runner, flags, env)]
  const [first] = written
  if (first === undefined) return { ...NONE, remark: remarks.join('; ') || null }
  if (new Set(written).size > 1) remarks.push('its packages may come from several indexes')
  const { text } = expandDefaults(first)
  const address = text
    .replace(/\/\/[^/@]*@/, '//')
    .split(/[/?#]/, 3)
    .join('/')
  if (hasVariable(address)) remarks.push('the index of its packages depends on a variable that is not known here')
  const url = hasVariable(address) ? null : originOf(text)
  if (url === null && !hasVariable(address)) remarks.push('its packages come from a folder of this machine')
  return { url, unknown: false, remark: remarks.join('; ') || null }
}

/** npm reads its variables without regard to case. */
export const variable = (env: Environment, name: string): string | undefined =>
  Object.entries(env).findLast(([other]) => other.toLowerCase() === name)?.[1]
