/** What a change does to files, as a unified diff. Pure. */
import type { FileChange } from './changes.js'

/** @param home stands as `~` in the names of files */
export function unifiedDiff(_changes: readonly Pick<FileChange, 'file' | 'before' | 'after'>[], _home: string): string {
  throw new Error('not built yet')
}
