/** The files that a finding points at, before and after, as the evidence screen shows them. */
import type { CodeDiff } from '../../evidence/code-diff.js'
import { diffCode, type NoText, type SourceText } from '../../evidence/diff-code.js'
import { movedFrom } from '../../evidence/moved-file.js'
import { decodeText } from '../../extract/decode.js'
import { type Host, megabytes } from '../../host.js'
import type { Artifact, Finding, ServerReport, Where } from '../../model.js'
import type { Registry } from '../../registry/registry.js'
import { codeOfConfiguration } from './code-of-configuration.js'
import { type Sides, sidesOf } from './code-sides.js'

/** Places of a finding that are shown; a finding holds no more of them. */
const MOST_PLACES = 10
/** Bytes of a file that is shown: what the extraction reads. */
const MOST_BYTES = 16 << 20

/**
 * One for each place of the finding; none where it points at no file: it is about how a release was published, or about the tree of
 * dependencies. Of a package: its file in the candidate and in the baseline; of a configuration: the lines around the place, secrets
 * masked; of a dependency: that package's.
 *
 * @throws RegistryError, FileError where the release that would run can't be had; what is wrong with the one before is a remark
 */
export async function codeOf(
  host: Host,
  registry: Registry,
  report: ServerReport,
  finding: Finding,
): Promise<readonly CodeDiff[]> {
  const places = finding.evidence.slice(0, MOST_PLACES)
  if (places.length === 0) return []
  if (places.some(({ file }) => report.occurrences.some((occurrence) => occurrence.file === file))) {
    return await Promise.all(places.map((where) => codeOfConfiguration(host, report, finding, where)))
  }
  const sides = await sidesOf(host, registry, report, finding)
  if (sides === null)
    return places.map((where) => withoutLines(where, 'There is no release whose code could be shown.'))
  const after = new Texts(sides.after)
  const before = sides.before === null ? null : new Texts(sides.before)
  const codes: CodeDiff[] = []
  for (const where of places) codes.push(await codeOfPlace(where, sides, after, before))
  return codes
}

/** Files of a release, or of a folder of this machine. */
export interface Files {
  /** `undefined` where there is no such file. @throws FileError */
  read(path: string): Promise<Uint8Array | undefined>
  /** All of them, where they are known. */
  readonly artifact: Artifact | null
}

type Read =
  | { readonly type: 'text'; readonly source: SourceText; readonly bytes: Uint8Array; readonly remark: string | null }
  | { readonly type: 'no text'; readonly why: string; readonly bytes: Uint8Array }
  | { readonly type: 'absent' }

/** Texts of files, each decoded once: places of a finding often stand in one file. */
class Texts {
  readonly files: Files
  private readonly known = new Map<string, Read>()
  private readonly moved = new Map<string, string | null>()

  constructor(files: Files) {
    this.files = files
  }

  async read(file: string): Promise<Read> {
    const known = this.known.get(file)
    if (known !== undefined) return known
    const bytes = await this.files.read(file)
    const read = bytes === undefined ? ({ type: 'absent' } as const) : textOf(file, bytes)
    this.known.set(file, read)
    return read
  }

  /** A file of a later release that is not here by its name may be here by another one. */
  async readMoved(file: string, after: Artifact): Promise<Read> {
    const read = await this.read(file)
    const { artifact } = this.files
    if (read.type !== 'absent' || artifact === null) return read
    const known = this.moved.get(file)
    const moved = known === undefined ? movedFrom(file, after, artifact) : known
    this.moved.set(file, moved)
    return moved === null ? read : await this.read(moved)
  }
}

function textOf(file: string, bytes: Uint8Array): Read {
  if (bytes.length > MOST_BYTES) return { type: 'no text', why: `it has more than ${megabytes(MOST_BYTES)}`, bytes }
  if (bytes.subarray(0, 8_000).includes(0)) return { type: 'no text', why: 'it is no text', bytes }
  const text = decodeText(bytes)
  const remark = text.includes('\ufffd') ? 'Not all of it is UTF-8: what is not stands as \ufffd.' : null
  return { type: 'text', source: { file, text }, bytes, remark }
}

async function codeOfPlace(where: Where, sides: Sides, after: Texts, before: Texts | null): Promise<CodeDiff> {
  const { versions } = sides
  const now = await after.read(where.file)
  if (now.type === 'absent') return { ...withoutLines(where, `${where.file} is not among its files.`), versions }
  const old = await readBefore(where.file, after, before)
  if (now.type === 'no text') {
    const compared = before === null ? sides.remark : sameBytes(old, now.bytes, versions.before ?? '')
    const remark = joined(`${where.file} can't be shown: ${now.why} (${size(now.bytes.length)}).`, compared)
    return { ...withoutLines(where, remark), versions }
  }
  const against: SourceText | NoText =
    before === null || old.type === 'no text' ? 'nothing' : old.type === 'absent' ? 'new file' : old.source
  const code = diffCode(against, now.source, where)
  const remark = joined(
    now.remark,
    sides.isOfMachine ? changedSince(now.source, where) : null,
    before === null ? sides.remark : null,
    old.type === 'no text' ? `What stood there in ${versions.before} can't be shown: ${old.why}.` : null,
    before !== null && old.type === 'absent' ? `The file is new in ${versions.after}.` : null,
    code.beforeFile !== null && code.beforeFile !== where.file
      ? `It was ${code.beforeFile} in ${versions.before}.`
      : null,
    code.remark,
  )
  return { ...code, versions, remark: remark === '' ? null : remark }
}

async function readBefore(file: string, { files }: Texts, before: Texts | null): Promise<Read> {
  if (before === null) return { type: 'absent' }
  return files.artifact === null ? await before.read(file) : await before.readMoved(file, files.artifact)
}

function sameBytes(old: Read, bytes: Uint8Array, version: string): string {
  if (old.type === 'absent') return `There was none in ${version}.`
  return Buffer.compare(old.bytes, bytes) === 0
    ? `The same bytes stood in ${version}.`
    : `It held other bytes in ${version}.`
}

/** Blanks of an excerpt are collapsed, and its statement may begin above the place. */
function changedSince({ text, file }: SourceText, { line, excerpt }: Where): string | null {
  // What a folder's manifest says was put together for the audit.
  if (file === 'package.json' || excerpt.length < 8) return null
  const lines = text.split('\n').slice(Math.max(0, line - 40), line + 40)
  const near = lines
    .join('\n')
    .slice(0, 1 << 20)
    .replace(/\s+/g, ' ')
  return near.includes(excerpt.slice(0, 60))
    ? null
    : 'The file has changed since it was audited; r on the list of servers audits again.'
}

const withoutLines = (where: Where, remark: string): CodeDiff => ({
  where,
  beforeFile: null,
  formatted: false,
  hunks: [],
  remark,
})

const joined = (...remarks: readonly (string | null)[]): string => remarks.filter((each) => each !== null).join(' ')

const size = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1 << 20
      ? `${Math.round(bytes / 1024)} kB`
      : `${(bytes / (1 << 20)).toFixed(1)} MB`
