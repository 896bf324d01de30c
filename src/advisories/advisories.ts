/** What is publicly known to be wrong with a release: the list that is shipped, and OSV's answers where they are asked for. */
import type { Advisory, Known } from '../model.js'

export interface Advisories {
  /**
   * Asks for many releases at once. Never throws; where the service can't be reached, what the shipped list says still counts.
   *
   * @param purls with a version
   * @returns for each purl its advisories, the worst first; `unknown` where the service was asked and did not answer
   */
  lookup(purls: readonly string[]): Promise<ReadonlyMap<string, Known<readonly Advisory[]>>>
}
