/** From the bytes of `mcp-lock.json` to a lock, or to an error that names the line: a lock is a stranger's file like any other. */
import { parseJsonc } from '../discover/document.js'
import { linesOf } from '../discover/formats/lines.js'
import { FileError, type Host } from '../host.js'
import type { Lockfile } from '../model.js'
import { decodeLock } from './decode.js'
import { LockError, RESTORE } from './lock-error.js'

export { LockError } from './lock-error.js'

/** Bytes of a lock that are read. Thirty servers with their trees have half a megabyte; a thousand would have 16. */
export const MAX_LOCK_BYTES = 20 * 1024 * 1024

const RESOLVE =
  'Resolve the merge: keep one side of each conflict, then run `touchstone pin`, which brings the lock up to date.'

/**
 * @param text a byte order mark and the line ends of Windows are let pass: editors and git put them in
 * @param file named in errors
 * @throws LockError
 */
export function parseLock(text: string, file: string): Lockfile {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text
  const fail = (line: number | null, message: string, remedy = RESTORE): never => {
    throw new LockError(file, line, message, remedy)
  }
  if (plain.trim() === '') fail(null, 'is empty')
  const conflict = firstConflict(plain)
  if (conflict !== null) fail(conflict, 'holds the marks of a merge that was not resolved', RESOLVE)
  const document = parseJsonc(plain)
  if (!document.ok) {
    const [, line, message] = /^line (\d+), (column \d+: .*)$/s.exec(document.message) ?? []
    return fail(line === undefined ? null : Number(line), `is no JSON: ${message ?? document.message}`)
  }
  const loose = firstLoose(plain)
  if (loose !== null) fail(linesOf(plain).lineAt(loose.offset), loose.message, 'Remove it: a lock is plain JSON.')
  // Of a document without a value the check above has told.
  return document.root === null ? fail(null, 'is empty') : decodeLock(document.root, file)
}

/** Line of the first mark that git leaves where two changes meet; no line of JSON begins so. */
function firstConflict(text: string): number | null {
  const mark = /^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)/m.exec(text)
  return mark === null ? null : linesOf(text).lineAt(mark.index)
}

/**
 * What configurations may hold and JSON does not: a comment, or a comma behind the last item.
 *
 * @param text that is JSON but for these
 */
function firstLoose(text: string): { readonly offset: number; readonly message: string } | null {
  let comma: number | null = null
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at]
    if (unit === '/') return { offset: at, message: 'holds a comment' }
    if (unit === '"') at = closingQuote(text, at)
    else if (unit === ',') comma = at
    else if ((unit === ']' || unit === '}') && comma !== null) {
      return { offset: comma, message: 'holds a comma behind the last item' }
    }
    if (unit !== ',' && !BLANKS.has(unit ?? '')) comma = null
  }
  return null
}

const BLANKS = new Set(' \t\r\n')

function closingQuote(text: string, open: number): number {
  let at = open + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

/** A lock as it stands on the disk. */
export interface LockText {
  readonly lock: Lockfile
  /** Without byte order mark. */
  readonly text: string
}

/**
 * @param file absolute
 * @returns `null` where there is none
 * @throws LockError where it can't be read or used
 */
export async function readLock(host: Pick<Host, 'files'>, file: string): Promise<LockText | null> {
  let text: string
  try {
    text = await host.files.readText(file, { maxBytes: MAX_LOCK_BYTES })
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    if (error.problem === 'absent') return null
    throw new LockError(file, null, error.message, REMEDIES[error.problem])
  }
  return { lock: parseLock(text, file), text }
}

const REMEDIES: Readonly<Record<Exclude<FileError['problem'], 'absent'>, string>> = {
  unreadable: 'Check who may read the file and its folder.',
  'too-large': `No lock of touchstone is that large. ${RESTORE}`,
  'not-a-file': 'Move what stands there away, or name another lock with `--lockfile`.',
  loop: 'Remove the link, or name another lock with `--lockfile`.',
  'not-text': RESTORE,
}
