/**
 * Whether an entry still says the same, and says the same but for what was to change: it is read again out of a tree, as
 * discovery reads it, and taken apart again. Pure.
 */
import type { ConfigNode, Located } from '../../discover/document.js'
import type { EntryReading } from '../../discover/entry.js'
import { readEntry } from '../../discover/entry.js'
import { isBundle, readBundle } from '../../discover/shapes/bundle.js'
import { isRegistryServer, readRegistryServer } from '../../discover/shapes/registry-server.js'
import { type Dissection, dissect } from '../../launch/launch.js'
import type { Command, PackageRef, ServerEntry } from '../../model.js'
import { nodeAt } from './tree.js'

type Launch = ServerEntry['launch']

/** How an entry is read out of a tree. */
export interface Rereader {
  /** Pointer of all that it looks at. */
  readonly pointer: string
  /** @param node what stands at `pointer` */
  read(node: ConfigNode): Launch | null
}

/** Bundles have commands of their own for each. */
const PLATFORMS = ['linux', 'darwin', 'win32'] as const

/** @returns `null` where no way of reading the tree gives the entry as discovery gave it */
export function rereaderOf(root: ConfigNode, entry: ServerEntry): Rereader | null {
  const { pointer } = entry.place
  const whole = (
    read: (root: Located) => readonly { readonly at: Located; readonly reading: EntryReading }[],
  ): Rereader => ({
    pointer: '',
    read: (node) => launchIn(read({ node, pointer: '' }).find(({ at }) => at.pointer === pointer)?.reading),
  })
  const own: Rereader = { pointer, read: (node) => launchIn(readEntry({ node, pointer })) }
  const document: Located = { node: root, pointer: '' }
  const shaped = isRegistryServer(document)
    ? [whole((at) => readRegistryServer(at, ''))]
    : isBundle(document)
      ? PLATFORMS.map((platform) => whole((at) => readBundle(at, platform, '')))
      : []
  const written = JSON.stringify(entry.launch)
  return (
    [...shaped, own].find(({ pointer: from, read }) => {
      const node = nodeAt(root, from)?.node
      return node !== undefined && JSON.stringify(read(node)) === written
    }) ?? null
  )
}

const launchIn = (reading: EntryReading | undefined): Launch | null =>
  reading?.kind === 'entry' ? reading.launch : null

/** What is to be different. */
export interface Wanted {
  /** By position among the entry's packages. */
  readonly versions: ReadonlyMap<number, string>
  /** Pointers, before the change, of strings that read otherwise now. */
  readonly pointers: ReadonlySet<string>
  /** Words that were put in. */
  readonly added: ReadonlySet<string>
}

/** Whether an entry starts the same as before, but with the packages at the versions that were wanted. */
export function startsAsWanted(entry: ServerEntry, launch: Launch, wanted: Wanted): Dissection | null {
  const before = dissect(entry)
  const after = dissect({ ...entry, launch })
  const packages = before.launch.packages.every((ref, index) => {
    const other = after.launch.packages[index]
    return other !== undefined && isSamePackage(ref, other, wanted.versions.get(index))
  })
  const same =
    packages &&
    before.launch.packages.length === after.launch.packages.length &&
    sameWords(entry.launch, launch, wanted) &&
    JSON.stringify(aroundPackages(before)) === JSON.stringify(aroundPackages(after)) &&
    before.commands.length === after.commands.length &&
    before.commands.every((command, index) => isSameCommand(command, after.commands[index], wanted))
  return same ? after : null
}

function isSamePackage(ref: PackageRef, other: PackageRef, version: string | undefined): boolean {
  if (ref.ecosystem !== other.ecosystem || ref.name !== other.name) return false
  const { type, value } = other.selector
  if (version !== undefined) return type === 'version' && value === version && !other.floating
  return type === ref.selector.type && value === ref.selector.value && ref.spec === other.spec
}

/** Variables, folder and file of variables. */
function sameWords(before: Launch, after: Launch, { added }: Wanted): boolean {
  if (before.transport !== 'stdio' || after.transport !== 'stdio') return false
  const rest = ({ argv: _, ...launch }: typeof before) => JSON.stringify(launch)
  const words = after.argv.filter(({ text }) => !added.has(text))
  return rest(before) === rest(after) && words.length === before.argv.filter(({ text }) => !added.has(text)).length
}

function aroundPackages({ launch, program }: Dissection): unknown {
  const { packages: _, ...rest } = launch
  return [rest, program]
}

function isSameCommand(before: Command, after: Command | undefined, { pointers, added }: Wanted): boolean {
  if (after === undefined || before.name !== after.name || before.pipedTo !== after.pipedTo) return false
  const own = before.args.filter(({ text }) => !added.has(text))
  const others = after.args.filter(({ text }) => !added.has(text))
  return (
    own.length === others.length &&
    own.every(({ text, pointer }, index) => text === others[index]?.text || pointers.has(pointer)) &&
    JSON.stringify(before.assignments.map(({ name, value }) => [name, value])) ===
      JSON.stringify(after.assignments.map(({ name, value }) => [name, value]))
  )
}
