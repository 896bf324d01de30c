/** From a client's path templates to the files of this machine. */
import { folderVariable, type Host, pathsOf } from '../host.js'
import type { PathTemplate, ServerFile } from './client.js'

/** The scanned folder first, then its ancestors. */
export type ProjectFolders = readonly string[]

/**
 * The folders whose project files apply to `dir`: itself and its ancestors up to the root of its repository. Outside of
 * a repository the walk ends below the user's home, and does not begin where `dir` lies elsewhere: folders such as `/tmp`
 * are written by others.
 */
export async function projectFolders(host: Host, dir: string): Promise<ProjectFolders> {
  const paths = pathsOf(host)
  const ancestors: string[] = []
  for (let folder = paths.resolve(host.cwd, dir); ; ) {
    ancestors.push(folder)
    if ((await host.files.type(paths.join(folder, '.git'))) !== null) return ancestors
    const parent = paths.dirname(folder)
    if (parent === folder) break
    folder = parent
  }
  const atHome = ancestors.indexOf(paths.normalize(host.home))
  return ancestors.slice(0, Math.max(1, atHome))
}

/** The template of a server file on the host's platform; `null` where the client keeps no such file there. */
export function templateFor(host: Host, file: ServerFile): PathTemplate | null {
  if (typeof file.path === 'string') return file.path
  const platform = host.platform === 'win32' || host.platform === 'darwin' ? host.platform : 'linux'
  return file.path[platform] ?? null
}

/**
 * Absolute paths that a template stands for. Paths without `*` are given whether or not anything is there; of a project
 * template only the scanned folder's own path is given without a look, those of its ancestors when they exist.
 */
export async function expand(host: Host, template: PathTemplate, project: ProjectFolders): Promise<readonly string[]> {
  const paths = pathsOf(host)
  const segments = template.split('/')
  const [root, ...below] = segments
  if (root === '.') {
    const [here, ...above] = project.map((folder) => paths.join(folder, ...below))
    const existing = await Promise.all(
      above.map(async (file) => ((await host.files.type(file)) === null ? [] : [file])),
    )
    return [...(here === undefined ? [] : [here]), ...existing.flat()]
  }
  // A brace may hold a slash: `{CLAUDE_CONFIG_DIR|~/.claude}/settings.json`.
  const brace = /^\{([^}]*)\}\/(.*)$/.exec(template)
  if (brace) return star(host, rootOf(host, brace[1] ?? ''), (brace[2] ?? '').split('/'))
  if (root === '~') return star(host, host.home, below)
  return star(host, root === '' ? '/' : `${root}\\`, below)
}

function rootOf(host: Host, name: string): string {
  const { join } = pathsOf(host)
  if (name === 'xdgConfig') return folderVariable(host, 'XDG_CONFIG_HOME') ?? join(host.home, '.config')
  if (name === 'appData') {
    if (host.platform === 'darwin') return join(host.home, 'Library', 'Application Support')
    if (host.platform === 'win32') return folderVariable(host, 'APPDATA') ?? join(host.home, 'AppData', 'Roaming')
    return rootOf(host, 'xdgConfig')
  }
  const [variable = '', fallback = '~'] = name.split('|')
  return folderVariable(host, variable) ?? join(host.home, ...fallback.split('/').slice(1))
}

async function star(host: Host, root: string, segments: readonly string[]): Promise<readonly string[]> {
  const { join } = pathsOf(host)
  const at = segments.indexOf('*')
  if (at < 0) return [join(root, ...segments)]
  const folder = join(root, ...segments.slice(0, at))
  const names = await host.files.list(folder)
  const found = await Promise.all(
    names.map(async (name) => {
      const files = await star(host, join(folder, name), segments.slice(at + 1))
      const present = await Promise.all(files.map((file) => host.files.type(file)))
      return files.filter((_, index) => present[index] !== null)
    }),
  )
  return found.flat()
}
