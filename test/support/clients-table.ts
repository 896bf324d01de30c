/** The README's table of clients, made from the constants that discovery reads. */
import type { Client, KeyPath, ServerFile } from '../../src/discover/client.js'
import { clients } from '../../src/discover/clients/index.js'

const PLATFORMS = ['linux', 'darwin', 'win32'] as const
type Platform = (typeof PLATFORMS)[number]
const TITLES: Readonly<Record<Platform, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }
const SHAPES: Readonly<Record<NonNullable<ServerFile['shape']>, string>> = {
  'plugin-manifest': 'plugin manifest',
  workspace: 'workspace',
  references: 'subagent',
  goose: '',
  'docker-catalog': '',
  bundle: 'MCPB bundle',
  'registry-server': '',
}

/**
 * Markdown: a row per client, in the order of the report. Paths without a root are of the project; `<config>` is where desktop
 * applications keep their settings: `~/.config`, `~/Library/Application Support` or `%APPDATA%`. The default of a variable stands
 * for it. Paths that differ in one part stand together, and name their platforms where they are not on all three.
 */
export function clientsTable(): string {
  const rows = clients.map((client) => `| ${client.title} | ${placesOf(client)} | ${keysOf(client)} |`)
  return ['| Client | Its files | Servers under |', '|-|-|-|', ...rows].join('\n')
}

/** Files whose paths are the same but for the names in braces. */
interface Place {
  /** `plugin: `, `managed: `, or nothing. */
  readonly scope: string
  /** Names that stand in each part of the path. */
  readonly parts: readonly (readonly string[])[]
  readonly on: ReadonlySet<Platform>
}

function placesOf({ files }: Client): string {
  const on = new Map<string, Set<Platform>>()
  const places = new Map<string, Omit<Place, 'on'>>()
  for (const file of files) {
    for (const platform of PLATFORMS) {
      const path = typeof file.path === 'string' ? file.path : file.path[platform]
      if (path === undefined || (platform !== 'win32' && WINDOWS_ONLY.test(path))) continue
      const scope = scopeOf(file)
      const parts = readable(path)
        .split('/')
        .map((part) => [part])
      const key = scope + readable(path)
      on.set(key, (on.get(key) ?? new Set()).add(platform))
      places.set(key, { scope, parts })
    }
  }
  const merged = together([...places].map(([key, place]) => ({ ...place, on: on.get(key) ?? new Set() })))
  return merged.map(shown).join('<br>')
}

/** Merges places while two of them differ in the names of one part alone. */
function together(places: readonly Place[]): readonly Place[] {
  for (const [index, first] of places.entries()) {
    for (const second of places.slice(index + 1)) {
      const differing = differences(first, second)
      if (differing === null) continue
      const parts = first.parts.map((names, at) =>
        at === differing ? [...new Set([...names, ...(second.parts[at] ?? [])])] : names,
      )
      return together(
        places.flatMap((place) => (place === first ? [{ ...first, parts }] : place === second ? [] : [place])),
      )
    }
  }
  return places
}

/** Index of the one part that differs; `null` where more do, or something else. */
function differences(a: Place, b: Place): number | null {
  const text = (value: unknown) => JSON.stringify(value)
  if (a.scope !== b.scope || a.parts.length !== b.parts.length || text([...a.on]) !== text([...b.on])) return null
  const differing = a.parts.flatMap((names, at) => (text(names) === text(b.parts[at]) ? [] : [at]))
  return differing.length === 1 ? (differing[0] ?? null) : null
}

function shown({ scope, parts, on }: Place): string {
  const path = parts.map((names) => (names.length === 1 ? names[0] : `{${names.join(', ')}}`)).join('/')
  return `${scope}\`${path}\`${on.size === 3 ? '' : ` (${listed(on)})`}`
}

const WINDOWS_ONLY = /^\{(localAppData|programData|ProgramFiles)\}/

const scopeOf = ({ scope }: ServerFile): string => (scope === 'managed' || scope === 'plugin' ? `${scope}: ` : '')

/** A template as a person writes a path: the default of a variable in its place. */
function readable(template: string): string {
  const named = /^\{=(.+)\}$/.exec(template)?.[1]
  if (named) return `$${named}`
  let text = template.replace(/^\.\//, '')
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\{[A-Z][\w]*\|([^{}]*)\}/, '$1').replace(/\{[A-Z][\w]*\|(\{[^{}]*\}[^{}]*)\}/, '$1')
  }
  return text
    .replace(/^\{appData\}/, '<config>')
    .replace(/^\{xdgConfig\}/, '~/.config')
    .replace(/^\{localAppData\}/, '%LOCALAPPDATA%')
    .replace(/^\{programData\}/, '%ProgramData%')
    .replace(/^\{([A-Z]\w*)\}/, '$$$1')
}

const listed = (on: ReadonlySet<Platform>): string =>
  PLATFORMS.filter((platform) => on.has(platform))
    .map((platform) => TITLES[platform])
    .join(', ')

function keysOf({ files }: Client): string {
  const kinds = new Map<string, Set<string>>()
  for (const file of files) {
    for (const keys of file.servers) {
      const names = kinds.get(kindOf(file)) ?? new Set()
      kinds.set(kindOf(file), names.add(keyName(keys, file)))
    }
  }
  return [...kinds].map(([kind, names]) => `${[...names].join(', ')}${kind && ` (${kind})`}`).join('<br>')
}

function kindOf({ path, format, shape }: ServerFile): string {
  const name = typeof path === 'string' ? path : Object.values(path).join(' ')
  const written =
    format ??
    (/\.toml\b/.test(name) ? 'toml' : /\.ya?ml\b/.test(name) ? 'yaml' : /\.md\b/.test(name) ? 'frontmatter' : 'json')
  const title = { json: '', toml: 'TOML', yaml: 'YAML', frontmatter: 'frontmatter' }[written]
  return [title, shape ? SHAPES[shape] : ''].filter(Boolean).join(', ')
}

const keyName = (keys: KeyPath, { shape }: ServerFile): string =>
  keys.length > 0 ? `\`${keys.join('.')}\`` : shape === 'bundle' ? '`server`' : 'the top level'
