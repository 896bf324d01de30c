/** Whether npm would install a package on this machine: most packages of a server's tree that hold binaries are for others. Pure. */
import type { Release } from '../../model.js'

export interface Platform {
  /** As `process.platform` and `process.arch` say it. */
  readonly os: string
  readonly cpu: string
}

/** As npm reads `os` and `cpu`: one of the names, and none behind `!`. */
export function fits({ manifest }: Release, { os, cpu }: Platform): boolean {
  return allows(manifest.os, os) && allows(manifest.cpu, cpu)
}

function allows(stated: unknown, own: string): boolean {
  const list = (Array.isArray(stated) ? stated : [stated]).filter((each) => typeof each === 'string' && each !== '')
  if (list.length === 0 || (list.length === 1 && list[0] === 'any')) return true
  if (list.includes(`!${own}`)) return false
  const named = list.filter((each) => !each.startsWith('!'))
  return named.length === 0 || named.includes(own)
}

/** Bytes unpacked, as the registry states them; `null` where it does not. */
export function unpackedSize({ manifest }: Release): number | null {
  const { dist } = manifest
  const size = typeof dist === 'object' && dist !== null && 'unpackedSize' in dist ? dist.unpackedSize : null
  return typeof size === 'number' && size >= 0 ? size : null
}
