/** Paths as entries write them: with variables, for any platform, never looked up. Pure. */

/** Begins at a root, at the home, at a drive, or with a variable that may hold any of these. */
const ROOTED = /^([\\/~]|[a-z]:|\$|%)/i

/** @param folder `null` for the one of the entry */
export const joinPath = (folder: string | null, path: string): string => {
  if (folder === null || ROOTED.test(path)) return path
  return path === '.' ? folder : `${folder.replace(/(?<![\\/])[\\/]+$/, '')}/${path}`
}

/** Whether a name is of a file that Node, Deno or Bun run. */
export const isScriptFile = (path: string): boolean => /\.[cm]?[jt]sx?$/i.test(path)
