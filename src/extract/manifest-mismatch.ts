/** Manifest confusion: a registry does not compare the manifest that it serves with the one in the tarball. */
import npa from 'npm-package-arg'
import semver from 'semver'
import { normalPath } from './manifest-entries.js'
import { INSTALL_EVENTS, isRecord, type Manifest } from './manifest-read.js'

const MOST = 20
const LONGEST = 120

/**
 * Differences in what an installer goes by: name, version, install scripts, dependencies, commands. What npm itself changes
 * when it publishes (@npmcli/package-json `normalize`) is no difference.
 * @param registry the manifest that the registry serves for the version
 * @param tarball the package.json of the tarball
 * @returns sentences, sorted; empty where both agree
 */
export function manifestMismatch(registry: Manifest, tarball: Manifest): string[] {
  const differences: string[] = []
  const say = (what: string, served: string | undefined, packed: string | undefined) => {
    if (served !== packed) differences.push(`${what}: registry ${shown(served)}, tarball ${shown(packed)}`)
  }
  if (typeof registry.name === 'string' && typeof tarball.name === 'string')
    say('name', registry.name.trim(), tarball.name.trim())
  if (typeof registry.version === 'string' && typeof tarball.version === 'string')
    say('version', plainVersion(registry.version), plainVersion(tarball.version))

  if (servesScripts(registry)) {
    for (const event of INSTALL_EVENTS) {
      const served = script(registry, event)
      const packed = script(tarball, event)
      // npm writes this one into what it publishes when there is a binding.gyp.
      if (packed === undefined && event === 'install' && served === 'node-gyp rebuild') continue
      say(`scripts.${event}`, served, packed)
    }
  } else if (registry.hasInstallScript !== true && registry.hasInstallScript !== undefined) {
    for (const event of INSTALL_EVENTS) say(`scripts.${event}`, undefined, script(tarball, event))
  }

  // Registries list optional dependencies among the others too, so both are looked at as one.
  compareTables('dependencies', dependencies(registry), dependencies(tarball), say)
  compareTables('peerDependencies', table(registry.peerDependencies), table(tarball.peerDependencies), say)
  if (tarball.bin !== undefined || !hasBinFolder(tarball))
    compareTables('bin', commands(registry), commands(tarball), say)
  return differences.sort().slice(0, MOST)
}

/** An abbreviated manifest holds no scripts, only whether there are any: then absence says nothing. */
function servesScripts(registry: Manifest): boolean {
  return (
    isRecord(registry.scripts) ||
    ['_id', '_npmUser', 'maintainers', 'description', 'license'].some((field) => registry[field] !== undefined)
  )
}

function script(manifest: Manifest, event: string): string | undefined {
  const scripts = isRecord(manifest.scripts) ? manifest.scripts : {}
  const command = Object.hasOwn(scripts, event) ? scripts[event] : undefined
  if (typeof command !== 'string') return undefined
  const clean = command.replace(/^(?:\.[/\\])?node_modules[/\\]\.bin[/\\]/, '').trim()
  return clean === '' ? undefined : clean
}

function compareTables(
  what: string,
  served: ReadonlyMap<string, string>,
  packed: ReadonlyMap<string, string>,
  say: (what: string, served: string | undefined, packed: string | undefined) => void,
): void {
  for (const name of new Set([...served.keys(), ...packed.keys()]))
    say(`${what}.${clip(name)}`, served.get(name), packed.get(name))
}

function dependencies(manifest: Manifest): Map<string, string> {
  return new Map([...table(manifest.dependencies), ...table(manifest.optionalDependencies)])
}

function table(value: unknown): Map<string, string> {
  const out = new Map<string, string>()
  // An old form: a list of names.
  if (Array.isArray(value)) for (const name of value) if (typeof name === 'string') out.set(name.trim(), '*')
  if (isRecord(value))
    for (const [name, spec] of Object.entries(value))
      if (typeof spec === 'string') out.set(name.trim(), plainSpec(name, spec.trim()))
  return out
}

/** One spelling for `user/repo`, `github:user/repo` and `git+https://github.com/user/repo.git`. */
function plainSpec(name: string, spec: string): string {
  if (spec === '' || spec === '*') return '*'
  if (!/[:/]/.test(spec) || spec.length > 2000) return spec
  try {
    const parsed = npa.resolve(name, spec)
    if (parsed.type !== 'git') return spec
    const committish = parsed.gitCommittish ?? (parsed.gitRange ? `semver:${parsed.gitRange}` : '')
    const hosted = parsed.hosted as { type?: string; user?: string; project?: string } | undefined
    const place = hosted?.project
      ? `${hosted.type}:${hosted.user}/${hosted.project}`
      : String(parsed.fetchSpec)
          .replace(/^git\+/, '')
          .replace(/\.git$/, '')
    return committish === '' ? place : `${place}#${committish}`
  } catch {
    return spec
  }
}

function commands(manifest: Manifest): Map<string, string> {
  const { bin, name } = manifest
  const out = new Map<string, string>()
  const add = (command: string, target: unknown) => {
    const path = typeof target === 'string' ? normalPath(target) : undefined
    // npm keeps only the last segment of a command's name.
    const key = command.replaceAll('\\', '/').replace(/^.*\//, '').replace(/^\.+/, '')
    if (path !== undefined && path !== '' && key !== '') out.set(key, path)
  }
  if (typeof bin === 'string') add(typeof name === 'string' ? name : '', bin)
  else if (Array.isArray(bin)) for (const target of bin) if (typeof target === 'string') add(target, target)
  if (isRecord(bin)) for (const [command, target] of Object.entries(bin)) add(command, target)
  return out
}

const hasBinFolder = (manifest: Manifest): boolean =>
  isRecord(manifest.directories) && typeof manifest.directories.bin === 'string'

/** Build metadata is no part of a version for a registry. */
const plainVersion = (version: string): string => semver.clean(version, { loose: true }) ?? version.trim()

const clip = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

const shown = (value: string | undefined): string => (value === undefined ? 'none' : `"${clip(value)}"`)
