/** The page of a heuristic. */
import { join } from 'node:path'
import { heuristics } from '../../../heuristics/index.js'
import type { Host } from '../../host.js'
import { packageRoot } from '../package.js'

const MAX_PAGE = 1024 * 1024

/** Markdown. @throws FileError, and Error where there is no such heuristic */
export async function pageOf(host: Host, id: string): Promise<string> {
  if (heuristics.every((each) => each.id !== id)) throw new Error(`there is no heuristic ${id}`)
  return await host.files.readText(join(packageRoot(), 'heuristics', `${id}.md`), { maxBytes: MAX_PAGE })
}
