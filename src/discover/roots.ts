/** What a path template begins with: the user's home, folders of the system, and those that variables name. */
import { folderVariable, type Host, pathsOf, variable } from '../host.js'
import type { PathTemplate } from './client.js'

/** What the first part of a template stands for, and the segments behind it; `null` where it stands for nothing here. */
export function rootOf(
  host: Host,
  template: PathTemplate,
): { readonly folder: string; readonly below: string[] } | null {
  const brace = template.startsWith('{') ? closingBrace(template) : -1
  if (brace > 0) {
    const folder = namedFolder(host, template.slice(1, brace))
    return folder === null
      ? null
      : {
          folder,
          below: template
            .slice(brace + 1)
            .split('/')
            .filter(Boolean),
        }
  }
  const [root, ...below] = template.split('/')
  if (root === '~') return { folder: host.home, below }
  return { folder: root === '' ? '/' : `${root}\\`, below }
}

/** What stands in braces: `xdgConfig`, or `VARIABLE|fallback`. */
function namedFolder(host: Host, name: string): string | null {
  const { join } = pathsOf(host)
  const onWindows = host.platform === 'win32'
  if (name === 'xdgConfig') return folderVariable(host, 'XDG_CONFIG_HOME') ?? join(host.home, '.config')
  if (name === 'appData') {
    if (host.platform === 'darwin') return join(host.home, 'Library', 'Application Support')
    if (onWindows) return folderVariable(host, 'APPDATA') ?? join(host.home, 'AppData', 'Roaming')
    return namedFolder(host, 'xdgConfig')
  }
  if (name === 'localAppData') {
    return onWindows ? (folderVariable(host, 'LOCALAPPDATA') ?? join(host.home, 'AppData', 'Local')) : null
  }
  if (name === 'programData') return onWindows ? (folderVariable(host, 'ProgramData') ?? 'C:\\ProgramData') : null
  const bar = name.indexOf('|')
  const named = folderVariable(host, bar < 0 ? name : name.slice(0, bar))
  if (named !== undefined || bar < 0) return named ?? null
  const fallback = rootOf(host, name.slice(bar + 1))
  return fallback && join(fallback.folder, ...fallback.below)
}

/** A variable that names a file; only an absolute path counts, as for folders. */
export const fileVariable = (host: Host, name: string): string | null => {
  const file = variable(host, name)
  return file !== undefined && pathsOf(host).isAbsolute(file) ? pathsOf(host).normalize(file) : null
}

/** Index of the brace that closes the first one; -1 where none does. */
function closingBrace(text: string): number {
  let open = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') open += 1
    else if (text[at] === '}') {
      open -= 1
      if (open === 0) return at
    }
  }
  return -1
}
