/** What `pin` and `update` do with the changes that they have planned: write them, or show them. */
import { folders, type Host } from '../host.js'
import type { Conclusion, Failure } from '../model.js'
import { colorWanted, unicodeWanted } from '../report/style.js'
import { type FileChange, writeChanges } from '../write/changes.js'
import type { Io } from './io.js'
import { deliver, type OutputOptions, type Rendering } from './output.js'

export interface Applied {
  readonly failures: readonly Failure[]
  /** Files that should have been written, and were not. */
  readonly missing: ReadonlySet<string>
}

/** Nothing is touched, and no backup is made, where nothing is to change. */
export async function applyChanges(host: Host, changes: readonly FileChange[]): Promise<Applied> {
  if (changes.length === 0) return { failures: [], missing: new Set() }
  const { written, failures } = await writeChanges(changes, folders(host).state)
  return { failures, missing: new Set(changes.map(({ file }) => file).filter((file) => !written.includes(file))) }
}

/**
 * For `--dry-run`: the difference is the result, which a program may read on; what people should know of it goes beside it.
 *
 * @param lock the file of the lock, whose values are no secrets
 * @returns the exit code
 */
export async function showChanges<T extends { readonly conclusion: Conclusion; readonly failures: readonly Failure[] }>(
  io: Io,
  host: Host,
  { report, changes, lock }: { readonly report: T; readonly changes: readonly FileChange[]; readonly lock: string },
  { json, text }: Rendering<T>,
  options: OutputOptions,
): Promise<number> {
  const { diffOf } = await import('./pin-diff.js')
  const code = await deliver(io, host, report, { json, text: () => diffOf(changes, new Set([lock]), host) }, options)
  if (!options.json && !options.quiet) {
    io.stderr.write(
      text(report, {
        columns: io.stderr.columns ?? 80,
        color: colorWanted(host.env, io.stderr, options.color !== false),
        unicode: unicodeWanted(host.env, host.platform),
        home: host.home,
      }),
    )
  }
  return code
}
