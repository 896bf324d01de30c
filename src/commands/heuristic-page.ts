/** The page of a heuristic, as it is shipped. */
import { join } from 'node:path'
import type { Host } from '../host.js'
import { packageRoot } from './package.js'

const MAX_PAGE = 1024 * 1024

/** Markdown. @param id of a heuristic that there is; nothing else may be named. @throws FileError */
export const heuristicPage = (host: Host, id: string): Promise<string> =>
  host.files.readText(join(packageRoot(), 'heuristics', `${id}.md`), { maxBytes: MAX_PAGE })
