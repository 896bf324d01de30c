/** What changes in one entry: its packages' specs, and what holds their dependencies. Pure. */
import { isRegistryServer, versionPointer } from '../../discover/shapes/registry-server.js'
import { type Arg, offsetOf } from '../../launch/arg.js'
import { type Dissection, dissect } from '../../launch/launch.js'
import { hasVariable } from '../../launch/normalise.js'
import type { ConfigEdit, PackageRef, ServerEntry } from '../../model.js'
import { commandOf, extentOf, isDoubtful, isOperand, type PlacedCommand } from './commands.js'
import { freezeOf } from './freeze.js'
import { foreign, foreignDocument } from './ownership.js'
import type { PinTarget } from './plan.js'
import { type Rereader, rereaderOf, startsAsWanted } from './reread.js'
import { exactSpec, isExact, spellings } from './spec-text.js'
import { splicesOf } from './splice.js'
import { type Change, changed, nodeAt, type Piece, scalarText } from './tree.js'
import type { Written } from './written.js'

export interface EntryPlan {
  readonly entry: ServerEntry
  readonly changes: readonly Change[]
  readonly edits: readonly ConfigEdit[]
  /** Whether a tree holds the entry as it is to be. */
  holds(root: Written['root']): boolean
  /** What it starts afterwards. */
  readonly launch: ServerEntry['launch']
}

export interface EntryResult {
  /** `null` where nothing changes. */
  readonly plan: EntryPlan | null
  /** Why something can't be done, each once. */
  readonly why: readonly string[]
}

const CHANGED = 'its file reads otherwise than when it was looked at'
const VARIABLE = 'its spec stands in a variable, or depends on one'

/** @param targets all of the same entry */
export function planEntry(written: Written, entry: ServerEntry, targets: readonly PinTarget[]): EntryResult {
  const why = new Set<string>()
  const refuse = (reason: string): EntryResult => ({ plan: null, why: [...why, reason] })
  const open = targets.filter(
    ({ ref, version, before }) => before !== undefined || ref.selector.value !== version || ref.floating,
  )
  if (open.length === 0) return { plan: null, why: [] }
  const theirs = foreign(entry) ?? foreignDocument({ node: written.root, pointer: '' })
  if (theirs !== null) return refuse(theirs)
  const reader = rereaderOf(written.root, entry)
  if (reader === null) return refuse(CHANGED)
  const planner = new EntryPlanner(written, entry, reader)
  // Below a package that floats on, nothing is held.
  const exact = open.filter((target) => {
    const problem = planner.pin(target)
    if (problem !== null) why.add(problem)
    return problem === null
  })
  for (const target of exact) {
    const problem = target.before && planner.freeze(target, target.before)
    if (problem) why.add(problem)
  }
  return { plan: planner.result(), why: [...why] }
}

/** Changes that are wanted together. Each is only taken where the entry then still starts what it should. */
class EntryPlanner {
  private readonly written: Written
  private readonly entry: ServerEntry
  private readonly reader: Rereader
  private readonly before: Dissection
  private changes: readonly Change[] = []
  private edits: readonly ConfigEdit[] = []
  private readonly versions = new Map<number, string>()
  private readonly added = new Set<string>()

  constructor(written: Written, entry: ServerEntry, reader: Rereader) {
    this.written = written
    this.entry = entry
    this.reader = reader
    this.before = dissect(entry)
  }

  /** @returns why it can't be */
  pin({ ref, version }: PinTarget): string | null {
    const index = this.before.launch.packages.findIndex(({ token }) => isSame(token, ref.token))
    const own = this.before.launch.packages[index]
    if (own === undefined || own.ecosystem !== ref.ecosystem || own.name !== ref.name) return CHANGED
    if (!isExact(ref.ecosystem, version)) return `there is no exact version to pin ${own.name} to`
    if (own.selector.type === 'version' && own.selector.value === version && !own.floating) return null
    if (this.versions.has(index)) {
      return this.versions.get(index) === version ? null : 'it is to be pinned to two versions at once'
    }
    const options = this.optionsOf(own, version)
    if (typeof options === 'string') return options
    for (const { change, from, to } of options) {
      const versions = new Map([...this.versions, [index, version] as const])
      if (splicesOf(this.written, [change]) === null) continue
      if (!this.works([...this.changes, change], versions, this.added)) continue
      this.changes = [...this.changes, change]
      this.versions.set(index, version)
      if (!this.edits.some((edit) => edit.pointer === change.pointer && edit.from === from && edit.to === to)) {
        this.edits = [...this.edits, { file: this.entry.place.file, pointer: change.pointer, from, to }]
      }
      return null
    }
    return 'with the exact version in its place, the entry would be read otherwise'
  }

  /** Ways to write a version, the most natural one in front; or why there is none. */
  private optionsOf(ref: PackageRef, version: string): readonly Option[] | string {
    const root = { node: this.written.root, pointer: '' }
    if (isRegistryServer(root)) return this.ofRegistryServer(ref, version)
    const { pointer, start, end } = ref.token
    const text = this.textAt(pointer)
    if (typeof text === 'object') return text.problem
    const token = text.slice(start, end)
    if (hasVariable(token) || hasVariable(ref.spec)) return VARIABLE
    if (isDoubtful(this.before, ref.token))
      return 'its words may only name a command that it is allowed, and start another'
    const command = commandOf(this.before, ref.token)
    const position = command !== null && isOperand(command, ref.token) ? 'operand' : 'requirement'
    return spellings(ref, token, version, position).map((to) => ({
      change: { kind: 'text', pointer, pieces: [{ start, end, text: to }] },
      from: token,
      to,
    }))
  }

  /** In a server.json the version has a field of its own; a digest stands behind the image all the same. */
  private ofRegistryServer(ref: PackageRef, version: string): readonly Option[] | string {
    const { pointer } = ref.token
    const field = versionPointer(pointer)
    const hasField = field !== pointer && nodeAt(this.written.root, field) !== null
    const place = ref.ecosystem !== 'oci' && hasField ? field : pointer
    const text = this.textAt(place)
    if (typeof text === 'object') return text.problem
    if (hasVariable(text)) return VARIABLE
    if (!hasField && ref.ecosystem !== 'oci' && ref.selector.value === '*') {
      return `no version stands beside its identifier: write \`"version": "${version}"\` there`
    }
    const to = place === field ? version : exactSpec(ref.ecosystem, text, version, 'operand')
    if (to === null) return 'its spec is not understood'
    return [
      { change: { kind: 'text', pointer: place, pieces: [{ start: 0, end: text.length, text: to }] }, from: text, to },
    ]
  }

  private textAt(pointer: string): string | { readonly problem: string } {
    const found = nodeAt(this.written.root, pointer)
    const text = found && scalarText(found.node)
    if (!found || text === null) return { problem: CHANGED }
    if (found.repeated) return { problem: 'a key on the way to it stands twice in its file; remove one of them' }
    if (this.written.scalar(found.node) === null) return { problem: 'its characters can not be told in the file' }
    return text
  }

  /** @returns why the dependencies can't be held */
  freeze({ ref }: PinTarget, date: Date): string | null {
    const own = this.before.launch.packages.find(({ token }) => isSame(token, ref.token))
    // An image's digest holds all that is in it.
    if (own === undefined || own.ecosystem === 'oci') return null
    if (Number.isNaN(date.getTime())) return 'its dependencies are not held: there is no date'
    const command = commandOf(this.before, own.token)
    if (command === null) return 'its dependencies are not held: it can not be told which command takes the option'
    const wanted = date.toISOString().replace(/\.000Z$/, 'Z')
    const freeze = freezeOf(command, wanted)
    if (freeze.kind === 'impossible') return `its dependencies are not held: ${freeze.why}`
    const option =
      freeze.kind === 'given' ? this.moved(freeze.value, wanted) : this.inserted(freeze.before, freeze.word)
    if (option === 'there') return null
    if (option === null || splicesOf(this.written, [option.change]) === null) {
      return 'its dependencies are not held: there is no place for the option in its command'
    }
    const added = freeze.kind === 'given' ? this.added : new Set([...this.added, freeze.word])
    const changes = [...this.changes, option.change]
    if (!this.works(changes, this.versions, added, { command, wanted })) {
      return 'its dependencies are not held: with the option in its command, the entry would be read otherwise'
    }
    this.changes = changes
    for (const word of added) this.added.add(word)
    this.edits = [
      ...this.edits,
      { file: this.entry.place.file, pointer: option.change.pointer, from: option.from, to: option.to },
    ]
    return null
  }

  /** The date that is there becomes another one. */
  private moved(value: Arg, wanted: string): Option | 'there' | null {
    if (value.text === wanted) return 'there'
    const start = offsetOf(value, 0)
    const end = offsetOf(value, value.text.length - 1) + 1
    const { start: from, end: to } = end - start === value.text.length ? { start, end } : extentOf(value)
    const text = this.textAt(value.pointer)
    if (typeof text === 'object' || this.has(value.pointer, from, wanted))
      return typeof text === 'object' ? null : 'there'
    const piece: Piece = { start: from, end: to, text: wanted }
    return {
      change: { kind: 'text', pointer: value.pointer, pieces: [piece] },
      from: text.slice(from, to),
      to: wanted,
    }
  }

  private inserted(before: Arg, word: string): Option | 'there' | null {
    const { pointer } = before
    const text = this.textAt(pointer)
    if (typeof text === 'object') return null
    const parent = nodeAt(this.written.root, pointer)?.parent
    const { start, end } = extentOf(before)
    if (parent?.type === 'list' && start === 0 && end === text.length && before.raw === undefined) {
      if (this.changes.some((change) => change.kind === 'item' && change.pointer === pointer)) return 'there'
      const line = nodeAt(this.written.root, pointer)?.node.line ?? 1
      return { change: { kind: 'item', pointer, item: { type: 'text', line, value: word } }, from: '', to: word }
    }
    if (this.has(pointer, start, `${word} `)) return 'there'
    return {
      change: { kind: 'text', pointer, pieces: [{ start, end: start, text: `${word} ` }] },
      from: '',
      to: word,
    }
  }

  private has(pointer: string, start: number, text: string): boolean {
    return this.changes.some(
      (change) =>
        change.kind === 'text' &&
        change.pointer === pointer &&
        change.pieces.some((piece) => piece.start === start && piece.text === text),
    )
  }

  private works(
    changes: readonly Change[],
    versions: ReadonlyMap<number, string>,
    added: ReadonlySet<string>,
    frozen?: { readonly command: PlacedCommand; readonly wanted: string },
  ): boolean {
    const launch = this.launchWith(changes)
    if (launch === null) return false
    // In a server.json a word is made of two strings, and points at the other one.
    const tokens = [...versions.keys()].flatMap((index) => this.before.launch.packages[index]?.token.pointer ?? [])
    const texts = changes.filter(({ kind }) => kind === 'text').map(({ pointer }) => pointer)
    const pointers = new Set([...texts, ...tokens])
    const after = startsAsWanted(this.entry, launch, { versions, pointers, added })
    if (after === null || frozen === undefined) return after !== null
    const command = after.commands[frozen.command.index]
    const token = after.launch.packages.find(
      (ref) => commandOf(after, ref.token)?.index === frozen.command.index,
    )?.token
    const placed = command && token ? commandOf(after, token) : null
    const freeze = placed && freezeOf(placed, frozen.wanted)
    return freeze?.kind === 'given' && freeze.value.text === frozen.wanted
  }

  private launchWith(changes: readonly Change[]): ServerEntry['launch'] | null {
    const { pointer } = this.reader
    if (!changes.every((change) => isBelow(change.pointer, pointer))) return null
    const node = nodeAt(this.written.root, pointer)?.node
    return node === undefined ? null : this.reader.read(changed(node, pointer, changes))
  }

  result(): EntryPlan | null {
    const launch = this.launchWith(this.changes)
    if (this.changes.length === 0 || launch === null) return null
    const { reader, entry } = this
    const wanted = JSON.stringify(launch)
    return {
      entry,
      changes: this.changes,
      edits: this.edits,
      launch,
      holds: (root) => {
        const node = nodeAt(root, reader.pointer)?.node
        return node !== undefined && JSON.stringify(reader.read(node)) === wanted
      },
    }
  }
}

interface Option {
  readonly change: Change
  readonly from: string
  readonly to: string
}

const isSame = (a: PackageRef['token'], b: PackageRef['token']): boolean =>
  a.pointer === b.pointer && a.start === b.start && a.end === b.end

const isBelow = (pointer: string, above: string): boolean => pointer === above || pointer.startsWith(`${above}/`)
