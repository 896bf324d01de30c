/** The releases of a package before the one that is judged. */
import type { Release } from '../../src/model.js'

/** Earlier releases, oldest first, by their place in the history; without place, all but itself. */
export function before(history: readonly Release[], release: Release): readonly Release[] {
  const at = history.findIndex(({ version }) => version === release.version)
  return at < 0 ? history : history.slice(0, at)
}
