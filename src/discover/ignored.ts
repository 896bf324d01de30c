/** Folders that a repository ignores. */
import createIgnore from 'ignore'
import { FileError, type Host, pathsOf } from '../host.js'

/** Whether a folder, by its absolute path, is ignored. */
export type Ignored = (folder: string) => boolean

export const ignoreNothing: Ignored = () => false

/** A list of patterns is written by hand and short; a larger one is not read, and then more is walked. */
const MAX_BYTES = 256 * 1024
const MAX_PATTERNS = 5_000

/**
 * Adds the `.gitignore` of a folder. The nearest one that says something about a folder decides, as in git.
 * One that can't be read says nothing.
 *
 * @param outer what the folders above say
 */
export async function readIgnored(host: Host, folder: string, outer: Ignored): Promise<Ignored> {
  const paths = pathsOf(host)
  let text: string
  try {
    text = await host.files.readText(paths.join(folder, '.gitignore'), { maxBytes: MAX_BYTES })
  } catch (error) {
    if (error instanceof FileError) return outer
    throw error
  }
  const patterns = text.split(/\r?\n/).slice(0, MAX_PATTERNS)
  const own = createIgnore({ ignorecase: host.platform === 'win32' || host.platform === 'darwin' }).add(patterns)
  return (path) => {
    const relative = paths.relative(folder, path).replaceAll(paths.sep, '/')
    if (!createIgnore.isPathValid(relative)) return outer(path)
    const { ignored, unignored } = own.test(`${relative}/`)
    return ignored || (!unignored && outer(path))
  }
}
