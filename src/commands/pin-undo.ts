/** `touchstone pin --undo`: puts back what the last change replaced. */
import { conclude } from '../audit/conclude.js'
import { folders, type Host } from '../host.js'
import type { Report } from '../model.js'
import { toJson } from '../report/json.js'
import { renderUndo, type Undone } from '../report/undo.js'
import { printableJson } from '../report/visible.js'
import { undoChanges } from '../write/changes.js'
import { type Io, UsageError } from './io.js'
import { deliver } from './output.js'
import { tool } from './package.js'
import type { PinOptions } from './pin.js'

/** Options that say where it is done and how it is told; all others choose what to lock. */
const TOLD: ReadonlySet<string> = new Set(['undo', 'home', 'registry', 'offline', 'json', 'output', 'quiet', 'color'])

export async function undo(io: Io, host: Host, dir: string | undefined, options: PinOptions): Promise<number> {
  const { deps, ...given } = options
  const other = Object.entries({ ...given, ...(deps === false && { 'no-deps': true }) }).find(
    ([name]) => !TOLD.has(name),
  )
  if (dir !== undefined || other !== undefined) {
    const what = dir === undefined ? `--${flagOf(other?.[0] ?? '')}` : 'folder'
    throw new UsageError(`--undo puts back the last change, whatever it was, and takes no ${what}`, 'Leave it out.')
  }
  const { written, failures } = await undoChanges(folders(host).state)
  const nothing = { servers: [], notEvaluated: [], searched: [], locked: [], refused: [], edits: [] }
  const report: Report & Undone = {
    ...conclude({ command: 'pin', ...nothing, failures }, { failOn: 'high', strict: false }),
    ...nothing,
    written,
  }
  return await deliver<Report & Undone>(
    io,
    host,
    report,
    { json: (result) => printableJson(toJson(result, tool())), text: renderUndo },
    options,
  )
}

const flagOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
