/** The page of a heuristic. */
import { heuristics } from '../../../heuristics/index.js'
import type { Host } from '../../host.js'
import { heuristicPage } from '../heuristic-page.js'

/** Markdown. @throws FileError, and Error where there is no such heuristic */
export async function pageOf(host: Host, id: string): Promise<string> {
  if (heuristics.every((each) => each.id !== id)) throw new Error(`there is no heuristic ${id}`)
  return await heuristicPage(host, id)
}
