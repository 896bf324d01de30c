/** Where an entry says that packages come from: flags of package runners, and variables that they read. */
import type { Command, PackageRef, ServerEntry } from '../../src/model.js'
import { registrable } from '../../src/vendor.js'
import { POPULAR_PACKAGES, WELL_KNOWN_SERVERS } from './popular-packages.js'
import { settingsOf } from './settings.js'

/** `instead`: in place of the usual registry. `besides`: another one is asked too. `scope`: for one scope. `file`: another file of settings decides. */
export type RedirectKind = 'instead' | 'besides' | 'scope' | 'file'

export interface Redirect {
  readonly kind: RedirectKind
  /** The flag or variable, as written. */
  readonly name: string
  readonly value: string
  readonly pointer: string | undefined
}

/** The registries that the runners ask by themselves, and public ones of one publisher each, put together so as to be names in no text. */
const USUAL: ReadonlySet<string> = new Set(
  [
    ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'],
    ['pypi', 'org'],
    ['files', 'pythonhosted', 'org'],
    ['proxy', 'golang', 'org'],
    ['npm', 'jsr', 'io'],
    ['jsr', 'io'],
    ['download', 'pytorch', 'org'],
    ['pypi', 'nvidia', 'com'],
  ].map((labels) => labels.join('.')),
)

/** Copies of the usual registries for a part of the world, run by others in the open. */
const MIRRORS: readonly string[] = [
  ['npmmirror', 'com'],
  ['npm', 'taobao', 'org'],
  ['tuna', 'tsinghua', 'edu', 'cn'],
  ['mirrors', 'aliyun', 'com'],
  ['mirrors', 'ustc', 'edu', 'cn'],
  ['mirrors', 'cloud', 'tencent', 'com'],
  ['mirrors', 'huaweicloud', 'com'],
  ['repo', 'huaweicloud', 'com'],
  ['pypi', 'doubanio', 'com'],
  ['goproxy', 'cn'],
  ['goproxy', 'io'],
].map((labels) => labels.join('.'))

export const isUsualRegistry = (host: string): boolean => USUAL.has(host)

export const isMirror = (host: string): boolean => MIRRORS.some((name) => host === name || host.endsWith(`.${name}`))

/** Services that keep the private packages of many companies. */
const PRIVATE_HOSTS =
  /^(?:npm\.pkg\.github\.com|gitlab\.com|pkgs\.dev\.azure\.com|(?:npm|dl)\.cloudsmith\.io|(?:.+\.)?(?:pkgs\.visualstudio\.com|jfrog\.io|pkg\.dev|codeartifact\.[\w-]{1,40}\.amazonaws\.com|myget\.org|gemfury\.com))$/

const KNOWN_SCOPES: ReadonlySet<string> = new Set(
  [...WELL_KNOWN_SERVERS, ...POPULAR_PACKAGES].flatMap((name) =>
    name.startsWith('@') ? [name.slice(0, name.indexOf('/'))] : [],
  ),
)

/**
 * Whether a registry is where one would look for the packages of a scope: `@acme` at `npm.acme.example`, or at a service that keeps
 * private packages. It is never so for scopes whose packages everyone takes from the usual registry.
 */
export function isHomeOf(scope: string, host: string): boolean {
  if (KNOWN_SCOPES.has(scope)) return false
  const bare = host.replace(/:\d+$/, '')
  const [owner] = (registrable(bare) ?? '').split('.', 1)
  return PRIVATE_HOSTS.test(bare) || owner === scope.slice(1).toLowerCase()
}

/** URLs of a setting, which may hold several, and a name before one: `internal=https://…`. */
export const urlsOf = (value: string): readonly string[] =>
  [...value.slice(0, 8192).matchAll(/\b(?:https?|ftp):\/\/[^\s,|;"'<>]{1,2000}/gi)].map(
    // `set NAME=https://…&& npx x`
    ([url]) => url.split('&&', 1)[0] ?? url,
  )

// ── names ────────────────────────────────────────────────────────────────────────────────────────

const VARIABLES: readonly (readonly [name: RegExp, kind: RedirectKind])[] = [
  [/^p?npm_config_registry$/i, 'instead'],
  [/^p?npm_config_@[\w.~-]+:registry$/i, 'scope'],
  [/^(?:bun_config_registry|yarn_npm_registry_server|yarn_registry)$/i, 'instead'],
  [/^(?:uv_index_url|uv_default_index|pip_index_url|goproxy)$/i, 'instead'],
  [/^(?:uv_index|uv_extra_index_url|pip_extra_index_url|uv_find_links|pip_find_links)$/i, 'besides'],
  [/^(?:p?npm_config_(?:user|global)config|uv_config_file|pip_config_file)$/i, 'file'],
]

const FLAGS: readonly (readonly [name: RegExp, kind: RedirectKind])[] = [
  [/^--?reg(?:istry)?$/, 'instead'],
  [/^--@[\w.~-]+:registry$/, 'scope'],
  [/^(?:--index-url|--default-index|-i)$/, 'instead'],
  [/^(?:--extra-index-url|--index|--find-links|-f)$/, 'besides'],
  [/^(?:--userconfig|--globalconfig|--config-file)$/, 'file'],
]

const kindOf = (names: typeof FLAGS, name: string): RedirectKind | null =>
  names.find(([pattern]) => pattern.test(name))?.[1] ?? null

/** Of one entry. */
const MOST_REDIRECTS = 50

/** Those of the environment and of assignments, then those of the runners' flags. */
export function redirectsOf(
  entry: ServerEntry,
  commands: readonly Command[],
  ref: PackageRef | null,
): readonly Redirect[] {
  const variables = settingsOf(entry).flatMap(({ kind, name, value, pointer }) => {
    const redirect = kind === 'variable' ? kindOf(VARIABLES, name) : null
    return redirect === null ? [] : [{ kind: redirect, name, value, pointer }]
  })
  return [...variables, ...commands.flatMap((command) => flagsOf(command, ref))].slice(0, MOST_REDIRECTS)
}

// ── flags ────────────────────────────────────────────────────────────────────────────────────────

/** Runners whose flags choose a registry; those that read flags wherever they stand are marked. */
const RUNNERS: ReadonlyMap<string, RegExp | null> = new Map<string, RegExp | null>([
  ...['npx', 'pnpx', 'bunx', 'uvx', 'bun', 'uv', 'yarn', 'pipx'].map((name) => [name, null] as const),
  ...['npm', 'pnpm'].map((name) => [name, /^(?:exec|x|i|install|add|ci)$/] as const),
  ...['pip', 'pip3', 'python', 'python3'].map((name) => [name, /^(?:install|download)$/] as const),
])
/** Their other flags that are followed by a value. */
const VALUED =
  /^(?:--package|-p|--from|--with|-w|--with-editable|--with-requirements|--python|--call|-c|--cache|--cache-dir|--directory|--project|--prefix|-C|--index-strategy|--prerelease|--spec|--pip-args|--backend|--loglevel|--tag|--node-options|--keyring-provider|--exclude-newer|--refresh-package|--env-file|--allow-insecure-host)$/
/** Flags whose value names what is started, so that the first operand is its program. */
const SUBCOMMANDS = /^(?:run|tool|dlx|exec|x|create|pip|install|download|add|i|ci|-m)$/

function flagsOf({ name, args }: Command, ref: PackageRef | null): Redirect[] {
  if (!RUNNERS.has(name)) return []
  const setting = settingCommand(name, args)
  if (setting !== null) return [setting]
  const anywhere = RUNNERS.get(name) ?? null
  const throughout = anywhere !== null && args.some(({ text }) => anywhere.test(text))
  const found: Redirect[] = []
  const add = (flag: string, value: string, pointer: string): void => {
    const kind = kindOf(FLAGS, flag)
    // `npx -i`, `npm -f` have other meanings.
    if (kind === null || (/^-[if]$/.test(flag) && !/^(?:uv|uvx|pip3?|pipx|python3?)$/.test(name))) return
    found.push({ kind, name: flag, value, pointer })
  }
  let started = false
  for (let i = 0; i < args.length; i += 1) {
    const { text, pointer } = args[i] as (typeof args)[number]
    if (text === '--') break
    if (!text.startsWith('-')) {
      // What follows the package or its program are the server's own words.
      started ||= !(i < 2 && SUBCOMMANDS.test(text))
      if (started && !throughout) break
      continue
    }
    const equals = text.indexOf('=')
    const flag = equals < 0 ? text : text.slice(0, equals)
    const next = args[i + 1]
    if (equals >= 0) {
      add(flag, text.slice(equals + 1), pointer)
      // `pipx run --pip-args="--index-url …"`
      if (flag === '--pip-args')
        for (const each of pipArguments(text.slice(equals + 1))) add(each.flag, each.value, pointer)
    } else if (next && (kindOf(FLAGS, flag) !== null || VALUED.test(flag)) && !(name === 'npm' && flag === '-p')) {
      add(flag, next.text, next.pointer)
      if (flag === '--pip-args') for (const each of pipArguments(next.text)) add(each.flag, each.value, next.pointer)
      i += 1
    }
  }
  return ref?.ecosystem === 'oci' ? [] : found
}

/** `npm config set registry https://…` and the like: it lasts, for every package that is ever taken. */
function settingCommand(name: string, args: Command['args']): Redirect | null {
  if (!/^(?:npm|pnpm|yarn|pip3?)$/.test(name)) return null
  const words = args.filter(({ text }) => !text.startsWith('-'))
  const set = words.findIndex(({ text }) => text === 'set')
  if (set < 0 || (set === 1 && !/^(?:config|c)$/.test(words[0]?.text ?? '')) || set > 1) return null
  const [key, value] = [words[set + 1], words[set + 2]]
  if (key === undefined) return null
  const [, bare = '', attached] = /^((?:@[\w.~-]{1,100}:|global\.)?[\w-]{1,60})(?:=(.*))?$/s.exec(key.text) ?? []
  const holder = attached === undefined ? value : { ...key, text: attached }
  const kind = /^@.*:registry$/.test(bare)
    ? 'scope'
    : /^(?:registry|npmRegistryServer|global\.index-url)$/.test(bare)
      ? 'instead'
      : bare === 'global.extra-index-url'
        ? 'besides'
        : null
  return kind === null || holder === undefined
    ? null
    : { kind, name: `${name} config set ${bare}`, value: holder.text, pointer: holder.pointer }
}

function pipArguments(text: string): readonly { readonly flag: string; readonly value: string }[] {
  return [...text.slice(0, 4096).matchAll(/(?<!\S)(--[\w-]{1,40}|-i)(?:=|\s{1,10})(\S{1,2000})/g)].map(
    ([, flag = '', value = '']) => ({ flag, value }),
  )
}
