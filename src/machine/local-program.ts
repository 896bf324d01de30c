/** Where the code of this machine stands that an entry starts, and how much around it belongs to it. */
import { type Host, pathsOf, variable } from '../host.js'
import type { LocalProgram, ServerEntry } from '../model.js'
import { resolveEntryPath } from './entry-folder.js'
import { isPackageName, type JsonObject, objectOf, own, readManifest, upwards } from './files.js'
import { localPrefix } from './local-prefix.js'
import { fileOfScript } from './package-script.js'
import { shimTarget } from './shadows.js'

/** Code of this machine, found: what `localProgram` reads. */
export interface LocatedProgram {
  /** The file that starts, absolute and without links; `null` where the package's own `bin` or `main` starts. */
  readonly file: string | null
  /** Absolute, without links. Nothing outside of it belongs to the program. */
  readonly folder: string
  /**
   * `package`: the folder holds a `package.json`. `folder`: the file and all that stands beside it. `imports`: the folder is
   * shared with much else, so only the file and what it imports by relative paths.
   */
  readonly reading: 'package' | 'folder' | 'imports'
}

type Reason = { readonly reason: string }

const MOST_LEVELS = 20
const SCRIPT_BYTES = 1024 * 1024
const READ_EXTENSIONS = /\.(?:[cm]?[jt]s|[jt]sx|sh|bash|zsh)$/i
const INTERPRETERS = /^#!\s*\S*\/(?:env\s+(?:-S\s*)?)?(?:node|nodejs|bun|deno|tsx|ts-node|sh|bash|dash|zsh)(?:\s|$)/
const ADDED_EXTENSIONS = ['', '.js', '.cjs', '.mjs', '.ts', '.mts', '.cts']

export async function locateProgram(
  host: Host,
  program: LocalProgram,
  entry: ServerEntry,
): Promise<LocatedProgram | Reason> {
  const path = resolveEntryPath(host, entry, program.type === 'file' ? program.path : program.folder)
  if (typeof path !== 'string') return path
  return program.type === 'file' ? locateFile(host, path) : locatePackage(host, path, program.script)
}

async function locateFile(host: Host, path: string): Promise<LocatedProgram | Reason> {
  const found = await startedFile(host, path)
  if (typeof found !== 'string') return found
  const paths = pathsOf(host)
  const shim = paths.basename(paths.dirname(found)) === '.bin' ? await shimTarget(host, found) : null
  const real = await host.files.realPath(shim ?? found)
  if (real === null) return { reason: 'its file is not there' }
  const unread = await whyNotRead(host, real)
  if (unread !== null) return { reason: unread }
  return { file: real, ...(await belongings(host, paths.dirname(real))) }
}

/** As Node finds it: with an extension, or the entry of a folder. */
async function startedFile(host: Host, path: string): Promise<string | Reason> {
  const { files } = host
  const { join } = pathsOf(host)
  for (const extension of ADDED_EXTENSIONS) {
    const type = await files.type(path + extension)
    if (type === 'file') return path + extension
    if (type === 'other') return { reason: 'what stands at its path is no regular file, or a link in a circle' }
  }
  if ((await files.type(path)) !== 'folder') {
    return { reason: 'there is no such file on this machine; it may have to be built first' }
  }
  const main = own(await readManifest(files, path, join), 'main')
  for (const name of [...(typeof main === 'string' && !main.includes('\0') ? [main] : []), 'index']) {
    for (const each of [join(path, name), join(path, name, 'index')]) {
      for (const extension of ADDED_EXTENSIONS) {
        if ((await files.type(each + extension)) === 'file') return each + extension
      }
    }
  }
  return { reason: 'its path is a folder without a file that could be started' }
}

async function whyNotRead(host: Host, file: string): Promise<string | null> {
  if (READ_EXTENSIONS.test(file)) return null
  if (/\.pyw?$/i.test(file)) return 'it is a Python script of this machine, and Python is not audited yet'
  if (/\.(?:ps1|bat|cmd)$/i.test(file)) return 'it is a Windows script of this machine, and these are not audited'
  const compiled = 'it is a program of this machine in a form that is not audited'
  try {
    const bytes = await host.files.readBytes(file, { maxBytes: SCRIPT_BYTES })
    return INTERPRETERS.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1')) ? null : compiled
  } catch {
    return compiled
  }
}

async function locatePackage(host: Host, path: string, script: string | null): Promise<LocatedProgram | Reason> {
  const { join, dirname } = pathsOf(host)
  if ((await host.files.type(path)) !== 'folder') return { reason: 'its folder is not on this machine' }
  const prefix = await localPrefix(host, path)
  const folder = await host.files.realPath(script === null ? path : prefix)
  const manifest = folder === null ? null : await readManifest(host.files, folder, join)
  if (folder === null || manifest === null) return { reason: 'its folder holds no package.json that can be read' }
  const file = script === null ? binOf(manifest) : fileOfScript(manifest, script)
  if (file === undefined) return { reason: `its package.json has no script of that name` }
  const started = file === null ? null : await startedFile(host, join(folder, file))
  const real = typeof started === 'string' ? await host.files.realPath(started) : null
  if (real === null) {
    // What is named may not be built yet; then the package's own entries are all that can be read.
    return { file: null, folder, reading: 'package' }
  }
  const around = await belongings(host, dirname(real))
  return around.reading === 'package' ? { file: real, ...around } : { file: real, folder, reading: 'package' }
}

function binOf(manifest: JsonObject): string | null {
  const bin = own(manifest, 'bin')
  const targets = typeof bin === 'string' ? [bin] : Object.values(objectOf(bin) ?? {})
  const [only] = [...new Set(targets)]
  return new Set(targets).size === 1 && typeof only === 'string' && !only.includes('\0') ? only : null
}

/** The folder that a file belongs to: its package's, else its own. */
async function belongings(host: Host, from: string): Promise<Pick<LocatedProgram, 'folder' | 'reading'>> {
  const paths = pathsOf(host)
  const installed = installedPackage(host, from)
  if (installed !== null) return { folder: installed, reading: 'package' }
  const shared = await sharedFolders(host)
  let nameless: string | null = null
  let level = 0
  for (const folder of upwards(host, from)) {
    if (level >= MOST_LEVELS || shared.never.has(folder)) break
    level += 1
    const manifest = await readManifest(host.files, folder, paths.join)
    if (manifest === null) continue
    // `dist/package.json` may say `{"type": "module"}` and no more.
    if (typeof own(manifest, 'name') === 'string') return { folder, reading: 'package' }
    nameless ??= folder
  }
  if (nameless !== null) return { folder: nameless, reading: 'package' }
  return { folder: from, reading: shared.all.has(from) ? 'imports' : 'folder' }
}

/** `…/node_modules/@scope/name/dist` → `…/node_modules/@scope/name`. */
function installedPackage(host: Host, folder: string): string | null {
  const { sep } = pathsOf(host)
  const segments = folder.split(sep)
  const at = segments.lastIndexOf('node_modules')
  if (at < 0) return null
  const first = segments[at + 1] ?? ''
  const length = first.startsWith('@') ? 2 : 1
  const name = segments.slice(at + 1, at + 1 + length).join('/')
  return isPackageName(name) ? segments.slice(0, at + 1 + length).join(sep) : null
}

/** Folders that belong to no single program. */
interface Shared {
  /** What stands there beside a script says nothing of it. */
  readonly all: ReadonlySet<string>
  /** Where a `package.json` is there by accident, and says nothing either. */
  readonly never: ReadonlySet<string>
}

async function sharedFolders(host: Host): Promise<Shared> {
  const paths = pathsOf(host)
  const homes = [...new Set([host.home, (await host.files.realPath(host.home)) ?? host.home])]
  const below = (names: readonly string[]) =>
    homes.flatMap((home) => names.map((name) => paths.join(home, ...name.split('/'))))
  const temporary = ['TMPDIR', 'TEMP', 'TMP'].flatMap((name) => {
    const value = variable(host, name)
    return value !== undefined && paths.isAbsolute(value) ? [paths.resolve(value)] : []
  })
  const fixed = [...homes, ...homes.map(paths.dirname), ...temporary]
  const never = [
    ...fixed,
    ...below(OF_HOME),
    ...(host.platform === 'win32' ? ['C:\\Windows', 'C:\\Windows\\Temp', 'C:\\Temp'] : OF_SYSTEM),
    ...fixed.map((each) => paths.parse(each).root),
  ]
  return { all: new Set([...never, ...below(OF_MANY)]), never: new Set(never) }
}

const OF_HOME = [
  ...[
    'Desktop',
    'Downloads',
    'Documents',
    'Library',
    'Library/Application Support',
    'bin',
    'tmp',
    '.local',
    '.local/bin',
  ],
  ...['.local/share', '.config', '.cache', '.ssh', '.claude', '.cursor', '.vscode', '.codex', '.gemini', '.codeium'],
  ...['AppData', 'AppData/Roaming', 'AppData/Local', 'AppData/Local/Temp'],
]
/** Where people keep many projects, and sometimes one. */
const OF_MANY = [
  'scripts',
  'src',
  'code',
  'projects',
  'Projects',
  'dev',
  'Developer',
  'work',
  'workspace',
  'repos',
  'git',
]
const OF_SYSTEM = [
  ...['/tmp', '/private/tmp', '/var/tmp', '/private/var/tmp', '/dev/shm', '/bin', '/usr', '/usr/bin', '/usr/local'],
  ...['/usr/local/bin', '/usr/local/lib', '/usr/local/share', '/usr/share', '/usr/lib', '/opt', '/opt/homebrew/bin'],
  ...['/etc', '/var', '/home', '/Users', '/root', '/mnt', '/media', '/Volumes'],
]
