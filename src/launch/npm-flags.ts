/**
 * The flags of npm 11 and how its parser (nopt) reads them. The lists are those of `@npmcli/config`, which loads too much to
 * be asked at every start; `test/launch/npm-flags.test.ts` holds them to it. Pure.
 */
import { type Arg, slice } from './arg.js'

/** Flags that take a value. */
export const VALUE_FLAGS: ReadonlySet<string> = new Set(
  `_auth access allow-directory allow-file allow-git allow-remote allow-scripts also audit-level auth-type before ca cache
  cache-max cache-min cafile call cert cidr cpu depth diff diff-dst-prefix diff-src-prefix diff-unified editor
  expect-result-count expires fetch-retries fetch-retry-factor fetch-retry-maxtimeout fetch-retry-mintimeout fetch-timeout git
  globalconfig heading https-proxy include init-author-email init-author-name init-author-url init-license init-module
  init-type init-version init.author.email init.author.name init.author.url init.license init.module init.version
  install-strategy key libc local-address location lockfile-version loglevel logs-dir logs-max name maxsockets message
  min-release-age min-release-age-exclude node-gyp node-options noproxy omit only orgs os otp package pack-destination
  packages prefix preid provenance-file proxy registry replace-registry-host save-prefix sbom-format sbom-type scope scopes
  packages-and-scopes-permission orgs-permission password token-description script-shell searchexclude searchlimit searchopts
  searchstaleness shell tag tag-version-prefix umask user-agent userconfig viewer which workspace`.split(/\s+/),
)

/** Flags that stand alone. */
export const SWITCHES: ReadonlySet<string> = new Set(
  `all allow-same-version audit bin-links browser bypass-2fa color commit-hooks dangerously-allow-all-scripts description dev
  diff-ignore-all-space diff-name-only diff-no-prefix diff-text dry-run engine-strict expect-results force
  foreground-scripts format-package-lock fund git-tag-version global global-style if-present ignore-scripts include-staged
  include-workspace-root include-attestations init-private install-links json legacy-bundling legacy-peer-deps link long
  offline omit-lockfile-registry-resolved optional package-lock package-lock-only parseable allow-scripts-pending
  allow-scripts-pin prefer-dedupe prefer-offline prefer-online production progress provenance read-only rebuild-bundle save
  save-bundle save-dev save-exact save-optional save-peer save-prod packages-all shrinkwrap sign-git-commit sign-git-tag
  strict-peer-deps strict-allow-scripts strict-ssl timing unicode update-notifier usage version versions workspaces
  workspaces-update yes`.split(/\s+/),
)

/** What a flag stands for: another flag, with or without its value. */
export const SHORTHANDS: ReadonlyMap<string, string> = new Map(
  `enjoy-by=before d=loglevel=info dd=loglevel=verbose ddd=loglevel=silly quiet=loglevel=warn q=loglevel=warn
  s=loglevel=silent silent=loglevel=silent verbose=loglevel=verbose desc=description help=usage local=no-global n=no-yes
  no=no-yes porcelain=parseable readonly=read-only reg=registry iwr=include-workspace-root ws=workspaces a=all c=call f=force
  g=global L=location l=long m=message p=parseable C=prefix S=save B=save-bundle D=save-dev E=save-exact O=save-optional
  P=save-prod ?=usage H=usage h=usage v=version w=workspace y=yes`
    .split(/\s+/)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
)

export interface NpmArguments {
  /** Values of `--package`. */
  readonly packages: readonly Arg[]
  readonly call: Arg | null
  /** Values of `--registry` and `--@scope:registry`, by flag, the last one of each. */
  readonly registries: ReadonlyMap<string, Arg>
  readonly positionals: readonly Arg[]
  /** Folder of the project, where `--prefix` names one. */
  readonly prefix?: Arg
  /** Whether it speaks of a project's workspace. */
  readonly workspace: boolean
}

/**
 * Reads words as npm does: flags may stand anywhere before `--`. A flag that npm does not know stands alone, so that the
 * word after it is an operand; npm warns of that and goes on.
 *
 * @param rename what a flag's name means to the caller, before npm's own shorthands; `npx` gives `-p` its own meaning
 */
export function readNpmArguments(
  words: readonly Arg[],
  rename: (name: string) => string = (name) => name,
): NpmArguments {
  const packages: Arg[] = []
  const registries = new Map<string, Arg>()
  const positionals: Arg[] = []
  let call: Arg | null = null
  let prefix: Arg | undefined
  let workspace = false

  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Arg
    if (/^-{2,}$/.test(word.text)) {
      positionals.push(...words.slice(i + 1))
      break
    }
    const flag = readFlag(word, rename)
    if (flag === null) {
      positionals.push(word)
      continue
    }
    workspace ||= flag.name === 'workspace' || flag.name === 'workspaces'
    const next = words[i + 1]
    let { value } = flag
    if (value === null && flag.takesValue && next && !/^-./.test(next.text)) {
      value = next
      i += 1
    } else if (value === null && !flag.takesValue && /^(true|false)$/.test(next?.text ?? '')) i += 1
    if (value === null) continue
    if (flag.name === 'package') packages.push(value)
    else if (flag.name === 'call') call = value
    else if (flag.name === 'prefix') prefix = value
    else if (/^(@[^:]+:)?registry$/.test(flag.name)) registries.set(flag.name, value)
  }
  return { packages, call, registries, positionals, workspace, ...(prefix ? { prefix } : {}) }
}

interface Flag {
  readonly name: string
  readonly value: Arg | null
  readonly takesValue: boolean
}

/** A word as a flag; `null` where it is an operand. */
export function readFlag(word: Arg, rename: (name: string) => string): Flag | null {
  const [, dashes, written] = /^(-+)([^=]+)/.exec(word.text) ?? []
  if (!dashes || !written) return null
  const equals = word.text.indexOf('=')
  const value = equals < 0 ? null : slice(word, equals + 1)
  const renamed = rename(written)
  const short = renamed === written ? (SHORTHANDS.get(written) ?? lastOfCluster(dashes, written)) : undefined
  const [name = '', fixed] = (short ?? renamed).split('=')
  if (fixed !== undefined) return { name, value: null, takesValue: false }
  const full = abbreviated(name)
  return { name: full, value, takesValue: VALUE_FLAGS.has(full) || /^@[^:]+:registry$/.test(full) }
}

/** `-yc` is `-y -c`: only the last of such letters can take a value. */
function lastOfCluster(dashes: string, letters: string): string | undefined {
  if (dashes !== '-' || letters.length < 2 || [...letters].some((letter) => !SHORTHANDS.has(letter))) return undefined
  return SHORTHANDS.get(letters.slice(-1))
}

/** npm takes any prefix of a flag that is the prefix of no other. */
function abbreviated(name: string): string {
  if (VALUE_FLAGS.has(name) || SWITCHES.has(name)) return name
  const candidates = [...VALUE_FLAGS, ...SWITCHES].filter((flag) => flag.startsWith(name))
  return candidates.length === 1 && candidates[0] ? candidates[0] : name
}
