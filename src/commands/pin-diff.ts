/** What `--dry-run` prints: the changes as a unified diff, without the secrets that stand in the lines around them. */
import type { Host } from '../host.js'
import { maskConfiguration } from '../report/mask.js'
import { visible } from '../report/visible.js'
import { type DiffedFile, unifiedDiff } from '../write/unified-diff.js'

/** @param lock the lock's file: it holds no secret, and is shown as it is */
export function diffOf(changes: readonly DiffedFile[], lock: string, host: Pick<Host, 'home'>): string {
  const diff = unifiedDiff(changes, host.home, (file) => (file === lock ? undefined : maskConfiguration))
  return diff
    .split('\n')
    .map((line) => visible(line))
    .join('\n')
}
