/**
 * Flags and variables of an entry by which something else than the registry decides what is started: files of settings, caches,
 * hooks, shells, options for the interpreter. None of these is read; each is said. Pure.
 */

type Environment = Readonly<Record<string, string>>

interface Setting {
  /** As flags are called, without dashes. */
  readonly flags: readonly string[]
  readonly variables?: readonly string[]
  /** Begins with what the entry names; ends where "its words name" or "its environment names" follows. */
  readonly what: string
  readonly so: string
}

const list = (names: string): readonly string[] => names.split(' ')
const npm = (names: string): Pick<Setting, 'flags' | 'variables'> => ({
  flags: list(names),
  variables: list(names).map((name) => `npm_config_${name.replaceAll('-', '_')}`),
})

const OF_NPM: readonly Setting[] = [
  {
    ...npm('userconfig'),
    what: "npm's settings stand in a file that",
    so: 'is read for nothing but registries and the choice of releases',
  },
  { ...npm('globalconfig npmrc-auth-file'), what: "npm's settings stand in a file that", so: 'is not read' },
  {
    ...npm('cache store-dir cache-dir'),
    what: 'what stands in the cache that',
    so: 'is started before the registry is asked',
  },
  { ...npm('node-options'), what: 'the options for Node that', so: 'may load other code' },
  { ...npm('script-shell shell'), what: 'the shell that', so: 'starts it' },
  { ...npm('offline prefer-offline cache-min'), what: 'the cache that', so: 'may hold another release' },
  { ...npm('min-release-age-exclude'), what: 'the packages that', so: 'are taken however young they are' },
  { ...npm('pnpmfile global-pnpmfile'), what: 'the hooks that', so: 'may change what is installed' },
  { ...npm('cafile ca proxy https-proxy'), what: 'the proxy or certificate that', so: 'may answer for the registry' },
]

/** Of runners that share npm's registry and not its way to choose; what npm itself makes of its own is known. */
const OF_OTHERS: readonly Setting[] = [
  {
    flags: list(
      'tag before min-release-age minimum-release-age minimum-dependency-age resolution-mode config.tag config.minimum-release-age config.resolution-mode',
    ),
    variables: [
      ...['npm', 'pnpm'].flatMap((of) =>
        list('tag minimum_release_age resolution_mode').map((name) => `${of}_config_${name}`),
      ),
      'yarn_npm_minimal_age_gate',
      'bun_config_minimum_release_age',
    ],
    what: 'the settings that',
    so: 'may choose another release',
  },
]

const OF_UV: readonly Setting[] = [
  {
    flags: ['config-file'],
    variables: ['UV_CONFIG_FILE', 'PIP_CONFIG_FILE'],
    what: 'its settings stand in a file that',
    so: 'is not read',
  },
  {
    flags: list('overrides override constraints constraint build-constraints build-constraint c b'),
    variables: ['UV_OVERRIDE', 'UV_CONSTRAINT', 'UV_BUILD_CONSTRAINT', 'PIP_CONSTRAINT'],
    what: 'the file that',
    so: 'may choose other versions, and is not read',
  },
  {
    flags: ['cache-dir'],
    variables: ['UV_CACHE_DIR', 'UV_TOOL_DIR'],
    what: 'what stands in the cache that',
    so: 'is started before an index is asked',
  },
]

/** What is said of an entry with these flags and variables; empty where nothing is. */
export function settingsOf(
  ecosystem: 'npm' | 'pypi',
  runner: string,
  flags: ReadonlySet<string>,
  env: Environment,
): readonly string[] {
  const names = new Set(
    Object.entries(env).flatMap(([name, value]) => (value === '' ? [] : [name, name.toLowerCase()])),
  )
  const ofNpm = /^np[mx]\b/.test(runner) ? OF_NPM : [...OF_NPM, ...OF_OTHERS]
  return (ecosystem === 'npm' ? ofNpm : OF_UV).flatMap(({ flags: own, variables = [], what, so }) => {
    const who = own.some((flag) => flags.has(flag))
      ? 'its words name'
      : variables.some((name) => names.has(name))
        ? 'its environment names'
        : null
    if (who === null) return []
    return [/^is (?:not|read)\b/.test(so) ? `${what} ${who}, and that ${so}` : `${what} ${who} ${so}`]
  })
}
