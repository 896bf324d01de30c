/** What `--dry-run` prints: the changes as a unified diff, without the secrets that stand in the lines around them. */
import type { Host } from '../host.js'
import { maskConfiguration } from '../report/mask.js'
import { visible } from '../report/visible.js'
import { type DiffedFile, unifiedDiff } from '../write/unified-diff.js'

/** @param locks files of locks: they hold no secret, and are shown as they are */
export function diffOf(changes: readonly DiffedFile[], locks: ReadonlySet<string>, host: Pick<Host, 'home'>): string {
  const diff = unifiedDiff(changes, host.home, (file) => (locks.has(file) ? undefined : maskConfiguration))
  return diff
    .split('\n')
    .map((line) => visible(line))
    .join('\n')
}
