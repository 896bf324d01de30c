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

/** Flags whose value never begins with a dash: then they are empty, and the next word is a flag of its own. */
export const PLAIN_TEXT: ReadonlySet<string> = new Set(
  `call diff-dst-prefix diff-src-prefix editor git heading init-author-email init-author-name init-license init-type
  init.author.email init.author.name init.license message pack-destination preid save-prefix scope searchexclude searchopts
  shell tag tag-version-prefix user-agent viewer`.split(/\s+/),
)

/** Flags that stand alone, but take a next word like this one. */
export const OPTIONAL_VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['browser', /^(?!-[^-])/],
  ['color', /^always$/],
  ...['expect-results', 'optional', 'production', 'workspaces', 'yes'].map((name) => [name, /^null$/] as const),
])

export interface NpmArguments {
  /** Values of `--package`. */
  readonly packages: readonly Arg[]
  readonly call: Arg | null
  /** Values of `--registry` and `--@scope:registry`, by flag, the last one of each. */
  readonly registries: ReadonlyMap<string, Arg>
  /** Names of all flags that are given, as npm's own settings are called. */
  readonly flags: ReadonlySet<string>
  /** Of flags that are given a value, by their names, the last one of each. */
  readonly values: ReadonlyMap<string, Arg>
  readonly positionals: readonly Arg[]
  /** Folder of the project, where `--prefix` names one. */
  readonly prefix?: Arg
  /** Whether it speaks of a project's workspace. */
  readonly workspace: boolean
}

/**
 * Reads words as npm does: flags may stand anywhere before `--`. A flag that npm does not know stands alone, so that the
 * word after it is an operand; npm warns of that and goes on. The steps are those of nopt's `parse`.
 */
export function readNpmArguments(words: readonly Arg[]): NpmArguments {
  const packages: Arg[] = []
  const registries = new Map<string, Arg>()
  const values = new Map<string, Arg>()
  const flags = new Set<string>()
  let positionals: Arg[] = []
  let call: Arg | null = null
  let prefix: Arg | undefined

  // What is still to be read, the next word last.
  const waiting = words.toReversed()
  for (let word = waiting.pop(); word !== undefined; word = waiting.pop()) {
    if (/^-{2,}$/.test(word.text)) {
      positionals = [...positionals, ...waiting.reverse()]
      break
    }
    if (!/^-./.test(word.text)) {
      positionals.push(word)
      continue
    }
    const equals = word.text.indexOf('=')
    const written = equals < 0 ? word : slice(word, 0, equals)
    if (equals >= 0) waiting.push(slice(word, equals + 1))
    const standsFor = expansion(written)
    if (standsFor !== null) {
      waiting.push(...standsFor.toReversed())
      continue
    }
    const bare = written.text.replace(/^-+/, '')
    const plain = bare.replace(/^(no-)+/i, '')
    const name = fullName(plain)
    flags.add(name)
    const next = waiting.at(-1)
    const stands = plain !== bare || SWITCHES.has(name) || (!VALUE_FLAGS.has(name) && equals < 0)
    if (stands) {
      if (next && (/^(true|false)$/.test(next.text) || OPTIONAL_VALUES.get(name)?.test(next.text))) waiting.pop()
      continue
    }
    const empty = PLAIN_TEXT.has(name) && (next === undefined || /^-{1,2}[^-]/.test(next.text))
    const missing = next === undefined || /^-{2,}$/.test(next.text)
    if (!empty && !missing) waiting.pop()
    const value = empty || missing ? null : next
    if (name === 'call') call = value?.text ? value : null
    if (value === null) continue
    values.set(name, value)
    if (name === 'package') packages.push(value)
    else if (name === 'prefix') prefix = value
    else if (/^(@[^:]+:)?registry$/.test(name)) registries.set(name, value)
  }
  const workspace = flags.has('workspace') || flags.has('workspaces')
  return { packages, call, registries, flags, values, positionals, workspace, ...(prefix ? { prefix } : {}) }
}

/** The flags that a short one stands for, as words; `null` where it is no short one. Letters may stand together: `-yc`. */
function expansion(word: Arg): readonly Arg[] | null {
  const name = word.text.replace(/^-+/, '')
  if (VALUE_FLAGS.has(name) || SWITCHES.has(name)) return null
  const short = SHORTHANDS.get(name)
  if (short !== undefined) return wordsOf(short, word)
  const letters = [...name]
  if (letters.every((letter) => SHORTHANDS.has(letter))) {
    return letters.flatMap((letter) => wordsOf(SHORTHANDS.get(letter) ?? '', word))
  }
  if (fullName(name) !== name) return null
  const begun = [...SHORTHANDS.keys()].filter((one) => one.startsWith(name))
  return begun.length === 1 && begun[0] ? wordsOf(SHORTHANDS.get(begun[0]) ?? '', word) : null
}

/** `loglevel=warn` is `--loglevel warn`. Their characters are those of the short flag. */
export const wordsOf = (short: string, word: Arg): readonly Arg[] =>
  short.split('=').map((text, index) => ({ ...word, text: index === 0 ? `--${text}` : text }))

/** npm takes any prefix of a flag that is the prefix of no other. */
function fullName(name: string): string {
  if (VALUE_FLAGS.has(name) || SWITCHES.has(name)) return name
  const candidates = [...VALUE_FLAGS, ...SWITCHES].filter((flag) => flag.startsWith(name))
  return candidates.length === 1 && candidates[0] ? candidates[0] : name
}
