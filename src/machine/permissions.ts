/** Who else may write to a file. */
import { type Host, type Permissions, pathsOf, variable } from '../host.js'

const STICKY = 0o1000

/**
 * Whether another account of the machine could change what a file says: by writing to it, or by putting another in its
 * place, which whoever may write to its folder can do. In a sticky folder (/tmp) only their own files.
 * `null` where nobody else can, and where it can't be told: on Windows, and on a disk that has no such bits.
 */
export async function writableBy(host: Host, file: string): Promise<'group' | 'everyone' | null> {
  const { dirname } = pathsOf(host)
  if (hasNoBits(host, file)) return null
  const real = await host.files.realPath(file)
  if (real === null || hasNoBits(host, real)) return null
  // A link may be replaced, too.
  const folders = [...new Set([dirname(real), dirname(file)])]
  const [own, ...around] = await Promise.all([real, ...folders].map((each) => host.files.permissions(each)))
  const found = [
    own ? writers(own) : null,
    ...around.map((each) => (each && !(each.mode & STICKY) ? writers(each) : null)),
  ]
  return found.includes('everyone') ? 'everyone' : found.includes('group') ? 'group' : null
}

function writers({ mode, uid, gid }: Permissions): 'group' | 'everyone' | null {
  if (mode & 0o002) return 'everyone'
  // A user's own private group has the user's number, and nobody else in it.
  return mode & 0o020 && gid !== uid ? 'group' : null
}

/** Windows' disks in its Linux: all there seems writable to everyone. */
const hasNoBits = (host: Host, file: string): boolean =>
  variable(host, 'WSL_DISTRO_NAME') !== undefined && /^\/mnt\/[a-z]\//.test(file)
