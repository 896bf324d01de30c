/** npm's settings as far as they say where its packages lie: flags of the entry, environment, `.npmrc` files. */
import { type Host, pathsOf, variable } from '../host.js'
import type { ServerEntry } from '../model.js'
import { readText } from './files.js'

const NPMRC_BYTES = 256 * 1024
const MOST_LINES = 2000

/** Settings of one `.npmrc`, in its order; the last one of a key wins. Only lines that stand in no section. */
export function parseNpmrc(text: string): { readonly key: string; readonly value: string }[] {
  const settings: { key: string; value: string }[] = []
  for (const line of text.split(/\r?\n/, MOST_LINES)) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith(';') || trimmed.startsWith('#')) continue
    if (trimmed.startsWith('[')) break
    const equals = trimmed.indexOf('=')
    const key = unquoted(trimmed.slice(0, equals < 0 ? undefined : equals).trim())
    const value = equals < 0 ? 'true' : unquoted(trimmed.slice(equals + 1).trim())
    if (key !== '') settings.push({ key, value })
  }
  return settings
}

function unquoted(text: string): string {
  const quoted = /^"(.*)"$|^'(.*)'$/.exec(text)
  // In a value without quotes, a comment may follow.
  return quoted ? (quoted[1] ?? quoted[2] ?? '') : text.replace(/\s[;#].*$/, '').trim()
}

/** Puts environment variables in, as npm does; `null` where one is not set. */
export function withVariables(host: Pick<Host, 'env' | 'platform' | 'home'>, text: string): string | null {
  let complete = true
  const value = text.replace(/\$\{([^${}?]{1,100})(\?)?\}/g, (_, name: string, optional: string | undefined) => {
    const found = name === 'HOME' ? host.home : variable(host, name)
    if (found === undefined && optional === undefined) complete = false
    return found ?? ''
  })
  return complete ? value : null
}

/** npm's own among the variables, by their names in lower case; the first of one name. Empty counts as unset. */
function npmVariables(variables: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [written, value] of Object.entries(variables)) {
    const name = written.toLowerCase()
    if (name.startsWith('npm_config_') && value && !found.has(name)) found.set(name, value)
  }
  return found
}

/** Where the settings of one start of npm come from. */
export interface NpmContext {
  readonly entry: ServerEntry
  /** Variables that wrappers around the command set, after those of the entry. */
  readonly assignments: Readonly<Record<string, string>>
  /** Long flags of the command itself. */
  readonly flags: ReadonlyMap<string, string>
  /** Folder of the project that npm finds, whose `.npmrc` it reads; `null` where none is known. */
  readonly localPrefix: string | null
}

export class NpmSettings {
  private readonly parsed = new Map<string, Promise<ReadonlyMap<string, string>>>()
  private readonly host: Host
  private readonly ofHost: ReadonlyMap<string, string>

  constructor(host: Host) {
    this.host = host
    this.ofHost = npmVariables(host.env)
  }

  /** Reads one `.npmrc`, once. */
  file(path: string): Promise<ReadonlyMap<string, string>> {
    const known = this.parsed.get(path)
    if (known) return known
    const reading = readText(this.host.files, path, NPMRC_BYTES).then(
      (text) => new Map(parseNpmrc(text ?? '').map(({ key, value }) => [key, value])),
    )
    this.parsed.set(path, reading)
    return reading
  }

  /** The user's own `.npmrc`. */
  userFile(context: Pick<NpmContext, 'entry' | 'assignments'>): string {
    const moved = this.ofEnvironment('userconfig', context)
    return (moved && this.asPath(moved, null)) ?? pathsOf(this.host).join(this.host.home, '.npmrc')
  }

  /**
   * A setting that is a path, by npm's precedence: flag, environment, project, user.
   *
   * @returns absolute; `null` where it is not set, or can't be known
   */
  async path(key: 'cache' | 'prefix', context: NpmContext): Promise<string | null> {
    const { flags, localPrefix } = context
    const written = flags.get(key) ?? this.ofEnvironment(key, context)
    if (written !== undefined) return this.asPath(written, localPrefix)
    // npm takes no prefix from a project.
    const project = localPrefix !== null && key !== 'prefix' ? pathsOf(this.host).join(localPrefix, '.npmrc') : null
    for (const file of [project, this.userFile(context)]) {
      const value = file === null ? undefined : (await this.file(file)).get(key)
      if (value !== undefined) return this.asPath(value, localPrefix)
    }
    return null
  }

  private ofEnvironment(key: string, { entry, assignments }: Pick<NpmContext, 'entry' | 'assignments'>) {
    const name = `npm_config_${key}`
    const own = entry.launch.transport === 'stdio' ? entry.launch.env : {}
    return npmVariables(assignments).get(name) ?? npmVariables(own).get(name) ?? this.ofHost.get(name)
  }

  /**
   * What a setting that is a path means.
   *
   * @returns absolute; `null` where it can't be known, or leads to another machine
   */
  asPath(text: string, base: string | null): string | null {
    const paths = pathsOf(this.host)
    const value = withVariables(this.host, text)
    if (value === null || value === '' || value.includes('\0') || /[$%{]/.test(value)) return null
    if (/^~[\\/]/.test(value)) return paths.join(this.host.home, value.slice(2))
    // A share of another machine: even a look would contact it.
    if (/^[\\/]{2}/.test(value)) return null
    if (paths.isAbsolute(value)) return paths.normalize(value)
    return base === null ? null : paths.resolve(base, value)
  }
}
