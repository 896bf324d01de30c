/** Looks for one package in every place of this machine that its runner could take it from. */
import { type Host, pathsOf, variable } from '../host.js'
import { type Dissection, dissect } from '../launch/launch.js'
import {
  compareText,
  type InstalledCopy,
  NOTHING_ON_MACHINE,
  type OnMachine,
  type PackageRef,
  type ServerEntry,
  type Shadow,
} from '../model.js'
import { startFolder } from './entry-folder.js'
import { type GlobalPlace, globalPlaces } from './global-places.js'
import { localPrefix } from './local-prefix.js'
import { installedIn } from './node-modules.js'
import { type NpmExec, npmExecs, npxFolderName } from './npm-command.js'
import type { NpmContext, NpmSettings } from './npm-settings.js'
import { defaultNpmCache, NpxCache } from './npx-cache.js'
import { PythonCopies, pythonName } from './python.js'
import { bunShadow, type Found, isBare, npmShadow } from './shadows.js'

/** One server stands in a few files; a folder of ten thousand configurations still ends. */
const MOST_ENTRIES = 100

/** What the entries of one server lead to. */
interface Trail {
  readonly projects: Set<string>
  /** Places of global packages, by their folder; where one of them is in use for any entry, it is in use. */
  readonly globals: Map<string, GlobalPlace>
  /** npm's caches, each with the folders in it that the entries' own words lead to. */
  readonly caches: Map<string, Set<string>>
  readonly found: Found[]
}

export class PackageSearch {
  private readonly host: Host
  private readonly settings: NpmSettings
  private readonly dir: string
  private readonly npx: NpxCache
  private readonly python: PythonCopies
  private readonly prefixes = new Map<string, Promise<string>>()
  private readonly globals = new Map<string | null, Promise<GlobalPlace[]>>()

  constructor(host: Host, settings: NpmSettings, dir: string) {
    this.host = host
    this.settings = settings
    this.dir = dir
    this.npx = new NpxCache(host)
    this.python = new PythonCopies(host)
  }

  async find(ref: PackageRef, entries: readonly ServerEntry[]): Promise<OnMachine> {
    const some = entries.slice(0, MOST_ENTRIES)
    if (ref.ecosystem === 'npm') return this.findNpm(ref, some)
    return ref.ecosystem === 'pypi' ? this.findPython(ref, some) : NOTHING_ON_MACHINE
  }

  private async findNpm(ref: PackageRef, entries: readonly ServerEntry[]): Promise<OnMachine> {
    const trail: Trail = { projects: new Set(), globals: new Map(), caches: new Map(), found: [] }
    for (const entry of entries) await this.followNpm(trail, ref, entry)
    const copies = await this.npmCopies(trail, ref)
    return { copies, shadows: distinct(trail.found.map(({ shadow }) => shadow)) }
  }

  private async followNpm(trail: Trail, ref: PackageRef, entry: ServerEntry): Promise<void> {
    const start = startFolder(this.host, entry, this.dir)
    const dissection = dissect(entry)
    const execs = npmExecs(dissection.commands, ref, dissection.launch)
    for (const exec of execs) await this.followExec(trail, ref, entry, exec, start)
    if (execs.length > 0) return
    const prefix = start === null ? null : await this.prefixOf(start)
    if (prefix !== null) trail.projects.add(prefix)
    const context: NpmContext = { entry, assignments: {}, flags: new Map(), localPrefix: prefix }
    this.addGlobals(trail, await this.globalsOf(await this.settings.path('prefix', context)))
    this.addCache(trail, (await this.settings.path('cache', context)) ?? defaultNpmCache(this.host))
    if (start === null || !startsWith(dissection, 'bunx', 'bun')) return
    const shadow = await bunShadow(this.host, start, ref)
    if (shadow !== null) trail.found.push(shadow)
  }

  private async followExec(
    trail: Trail,
    ref: PackageRef,
    entry: ServerEntry,
    { specs, asked, flags, assignments }: NpmExec,
    start: string | null,
  ): Promise<void> {
    const found = start === null ? null : await this.prefixOf(start)
    const context: NpmContext = { entry, assignments, flags, localPrefix: found }
    const given = flags.has('prefix') ? await this.settings.path('prefix', context) : null
    const project = flags.has('prefix') ? given : found
    if (project !== null) trail.projects.add(project)
    const globals = await this.globalsOf(await this.settings.path('prefix', { ...context, flags: new Map() }))
    this.addGlobals(trail, globals)
    const cache = (await this.settings.path('cache', context)) ?? defaultNpmCache(this.host)
    // With `--prefix` npm takes the project for the global place too, and looks at none.
    const global = flags.has('prefix') ? null : (globals.find(({ active }) => active) ?? null)
    const shadow = await npmShadow(this.host, { ref, asked, localPrefix: project, global })
    if (shadow !== null) trail.found.push(shadow)
    this.addCache(trail, cache, shadow === null ? npxFolderName(specs) : undefined)
  }

  private addCache({ caches }: Trail, cache: string, used?: string): void {
    const hashes = caches.get(cache) ?? new Set()
    if (used !== undefined) hashes.add(used)
    caches.set(cache, hashes)
  }

  private addGlobals({ globals }: Trail, places: readonly GlobalPlace[]): void {
    for (const place of places) {
      if (place.active || !globals.has(place.modules)) globals.set(place.modules, place)
    }
  }

  private async npmCopies({ projects, globals, caches, found }: Trail, ref: PackageRef): Promise<InstalledCopy[]> {
    const { join } = pathsOf(this.host)
    const started = new Set(found.map(({ folder }) => folder))
    const cached = await Promise.all([...caches].map(([cache, used]) => this.npx.find(cache, ref.name, used)))
    const places = [
      ...[...projects].map((folder) => ['project', join(folder, 'node_modules')] as const),
      ...[...globals.keys()].map((modules) => ['global', modules] as const),
    ]
    const installed = places.map(async ([place, modules]): Promise<InstalledCopy[]> => {
      const copy = await installedIn(this.host, modules, ref.name)
      if (copy === null) return []
      const { name, version, folder } = copy
      const used = started.has(await this.host.files.realPath(folder))
      return [{ place, name, version, integrity: null, folder, used }]
    })
    return inOrder([...cached.flat(), ...(await Promise.all(installed)).flat()])
  }

  private async findPython(ref: PackageRef, entries: readonly ServerEntry[]): Promise<OnMachine> {
    const copies: InstalledCopy[] = []
    const shadows: Shadow[] = []
    for (const entry of entries) {
      const dissection = dissect(entry)
      const moved = this.movedUv(entry)
      const tool = await this.python.uvTool(ref.name, moved.tools)
      if (tool !== null) {
        const used = isUsedByUvx(dissection, ref, tool.version)
        copies.push({ ...tool, used })
        if (used) shadows.push({ file: await this.toolFile(tool), package: { name: tool.name, version: tool.version } })
      }
      // Which environment of its cache uv takes, it decides after it has asked the registry.
      for (const copy of await this.python.uvCache(ref.name, moved.cache)) copies.push({ ...copy, used: false })
    }
    const pipx = await this.python.pipx(ref.name)
    if (pipx !== null) copies.push({ ...pipx, used: false })
    return { copies: inOrder(copies), shadows: distinct(shadows) }
  }

  private async toolFile({ folder, name }: Pick<InstalledCopy, 'folder' | 'name'>): Promise<string> {
    const { join } = pathsOf(this.host)
    const command = pythonName(name)
    const file =
      this.host.platform === 'win32' ? join(folder, 'Scripts', `${command}.exe`) : join(folder, 'bin', command)
    return (await this.host.files.type(file)) === 'file' ? file : folder
  }

  private movedUv(entry: ServerEntry): { tools: string | null; cache: string | null } {
    const { isAbsolute, normalize } = pathsOf(this.host)
    const of = (name: string) => {
      const own = entry.launch.transport === 'stdio' ? entry.launch.env : {}
      const value = variable({ env: own, platform: this.host.platform }, name)
      return value !== undefined && isAbsolute(value) && !/^[\\/]{2}/.test(value) ? normalize(value) : null
    }
    return { tools: of('UV_TOOL_DIR'), cache: of('UV_CACHE_DIR') }
  }

  private prefixOf(start: string): Promise<string> {
    const known = this.prefixes.get(start) ?? localPrefix(this.host, start)
    this.prefixes.set(start, known)
    return known
  }

  private globalsOf(prefix: string | null): Promise<GlobalPlace[]> {
    const known = this.globals.get(prefix) ?? globalPlaces(this.host, prefix)
    this.globals.set(prefix, known)
    return known
  }
}

/** Whether a runner is among the commands; where these are not known, whether it is the launch's. */
const startsWith = ({ commands, launch }: Dissection, ...names: string[]): boolean =>
  commands.length > 0 ? commands.some(({ name }) => names.includes(name)) : names.includes(launch.runner)

/** `uvx` starts the tool that is installed where it fits, unless it is told not to, or asked for more than the tool. */
function isUsedByUvx(dissection: Dissection, ref: PackageRef, version: string): boolean {
  if (!startsWith(dissection, 'uvx', 'uv') || dissection.launch.runner === 'uv run') return false
  const words = dissection.commands.flatMap(({ args }) => args.map(({ text }) => text))
  if (words.some((word) => /^(?:--isolated|--with|-w|--with-.*|--with=.*|--refresh.*|--upgrade.*)$/.test(word)))
    return false
  return isBare(ref) || (ref.selector.type === 'version' && ref.selector.value === version)
}

const distinct = (shadows: readonly Shadow[]): Shadow[] => [
  ...new Map(shadows.map((each) => [each.file, each])).values(),
]

/** Each folder once, what is used first. */
function inOrder(copies: readonly InstalledCopy[]): InstalledCopy[] {
  const byFolder = new Map<string, InstalledCopy>()
  for (const copy of copies) {
    const key = `${copy.place}\n${copy.folder}\n${copy.version}`
    if (copy.used || !byFolder.has(key)) byFolder.set(key, copy)
  }
  return [...byFolder.values()].sort(
    (a, b) => Number(b.used) - Number(a.used) || compareText(a.place, b.place) || compareText(a.folder, b.folder),
  )
}
