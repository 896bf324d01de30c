/**
 * Lists that allow or deny servers by their exact commands: a rule for `npx pkg` says nothing any more of `npx pkg@1.2.3`.
 * Claude Code has them, https://code.claude.com/docs/en/managed-mcp; every client's lists that discovery reads are looked at.
 *
 * A rule that allows becomes the new command. A rule that denies stays, and the new command is denied beside it: it may be about
 * entries that are not seen from here, and a server that is denied no longer is worse than one that is allowed no longer. An
 * entry that a rule speaks of which is not the person's to edit stays as it is.
 */
import type { DisabledList } from '../../discover/client.js'
import { clients } from '../../discover/clients/index.js'
import { child, children, type Located } from '../../discover/document.js'
import { mapsAt } from '../../discover/maps.js'
import { openPlaces, type Place, projectFolders, templateFor } from '../../discover/places.js'
import { textOf as textOfNode } from '../../discover/values.js'
import { FileError, type Host, pathsOf } from '../../host.js'
import type { ServerEntry } from '../../model.js'
import { type ListFile, type RuleChange, withRules } from './list-rules.js'
import {
  type ChangedCommand,
  type NotPinned,
  type PinPlan,
  type PinTarget,
  type PlannedFile,
  planPins,
  wordsOf,
} from './plan.js'

export interface Surroundings {
  readonly host: Host
  /** The project that was looked through; absolute. */
  readonly dir: string
  /** All that was discovered: a rule may be about an entry that is not pinned. */
  readonly entries: readonly ServerEntry[]
  /** The text of a file, read anew. It throws `FileError` where it can't be read. */
  textOf(file: string): Promise<string>
}

/** Pins, and what goes with them in the lists of the same clients. What a foreign list speaks of is not pinned. */
export async function planPinsAndLists(targets: readonly PinTarget[], surroundings: Surroundings): Promise<PinPlan> {
  const { host } = surroundings
  const withheld: NotPinned[] = []
  for (let left = targets; ; ) {
    const plan = await planPins(left, surroundings.textOf, (file) => host.files.realPath(file))
    const lists = await planAllowLists(plan, surroundings)
    if (lists.withheld.length === 0) {
      return { ...plan, files: lists.files, notPinned: [...plan.notPinned, ...withheld, ...lists.remarks] }
    }
    withheld.push(...lists.withheld)
    left = left.filter(({ entry }) => !lists.withheld.some((one) => one.entry === entry))
  }
}

export interface AllowListPlan {
  /** Those of the plan, with the lists in them and beside them. */
  readonly files: readonly PlannedFile[]
  readonly remarks: readonly NotPinned[]
  /** Entries that must not be pinned, since a list that is not the person's speaks of them as they are. */
  readonly withheld: readonly NotPinned[]
}

interface Rules {
  readonly list: DisabledList
  readonly effect: 'allow' | 'deny'
}

/** Rules of one file about a command that changes. */
export async function planAllowLists(plan: PinPlan, surroundings: Surroundings): Promise<AllowListPlan> {
  const { host, dir, textOf } = surroundings
  const files = new Map(plan.files.map((file) => [file.file, file]))
  const realPaths = new Map<string, string>()
  for (const { file } of plan.files) realPaths.set((await host.files.realPath(file)) ?? file, file)
  const remarks = amp(plan)
  const withheld: NotPinned[] = []
  const changedCommands = plan.commands.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
  const ids = new Set(changedCommands.map(({ entry }) => entry.client))
  const places = openPlaces(host, { chain: await projectFolders(host, dir), below: [] })
  for (const { id, disabledLists = [], allowedLists = [] } of clients) {
    if (!ids.has(id)) continue
    const own = changedCommands.filter(({ entry }) => entry.client === id)
    for (const [path, { place, rules }] of await listFiles(host, places, rulesOf(disabledLists, allowedLists))) {
      const name = realPaths.get((await host.files.realPath(path)) ?? path) ?? path
      const planned = files.get(name)
      let text: string
      try {
        text = planned?.after ?? (await textOf(path))
      } catch (error) {
        if (!(error instanceof FileError)) throw error
        continue
      }
      const file: ListFile = { file: name, text }
      const wanted = (root: Located) => changesIn(root, rules, own, { ...surroundings, place })
      const result = await withRules(file, wanted)
      for (const entry of result.refused) withheld.push({ entry, why: refusal(host, place) })
      if (result.after === text) continue
      const before = planned?.before ?? text
      const edits = [...(planned?.edits ?? []), ...result.edits]
      files.set(name, { file: name, before, after: result.after, edits })
    }
  }
  const sorted = [...files.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
  return { files: sorted, remarks, withheld: unique(withheld) }
}

/** Settings hold both lists, whichever of them discovery reads there. */
function rulesOf(denied: readonly DisabledList[], allowed: readonly DisabledList[]): readonly Rules[] {
  const beside = denied
    .filter(({ names }) => names.at(-1) === 'deniedMcpServers')
    .map((list) => ({ ...list, names: [...list.names.slice(0, -1), 'allowedMcpServers'] }))
  const all: readonly Rules[] = [
    ...denied.map((list): Rules => ({ list, effect: 'deny' })),
    ...[...allowed, ...beside].map((list): Rules => ({ list, effect: 'allow' })),
  ]
  return [...new Map(all.map((one) => [JSON.stringify([one.list.path, one.list.names]), one])).values()]
}

async function listFiles(host: Host, places: ReturnType<typeof openPlaces>, all: readonly Rules[]) {
  const files = new Map<string, { readonly place: Place; readonly rules: Rules[] }>()
  for (const one of all) {
    const template = templateFor(host, one.list)
    for (const place of template === null ? [] : await places.expand(template)) {
      const file = files.get(place.path) ?? { place, rules: [] }
      files.set(place.path, file)
      file.rules.push(one)
    }
  }
  return files
}

const keyOf = (words: readonly string[]): string => JSON.stringify(words)

/** What becomes of the rules of one file. */
function changesIn(
  root: Located,
  rules: readonly Rules[],
  changedCommands: readonly ChangedCommand[],
  { host, entries, place }: Surroundings & { readonly place: Place },
): readonly RuleChange[] {
  const foreign = !isOwn(host, place)
  const shared = place.folder !== null && !/\.local\./.test(place.path)
  return rules.flatMap(({ list, effect }) =>
    mapsAt(root, list.names).flatMap(({ at }) => {
      const items = at.node.type === 'list' ? children(at) : []
      const known = new Set(items.map((item) => keyOf(commandIn(item))))
      return items.flatMap((item): readonly RuleChange[] => {
        const command = keyOf(commandIn(item))
        const own = changedCommands.filter(
          ({ entry, from }) => keyOf(from) === command && list.scopes.includes(entry.scope),
        )
        if (own.length === 0) return []
        const missing = own.filter(({ to }) => !known.has(keyOf(to)))
        if (missing.length === 0) return []
        const others = entries.some(
          (entry) =>
            own.every((one) => one.entry.client === entry.client && !isSamePlace(one.entry, entry)) &&
            keyOf(wordsOf(entry.launch)) === command,
        )
        const several = new Set(missing.map(({ to }) => keyOf(to))).size > 1
        const ofOthers = shared && own.some(({ entry }) => entry.scope !== 'project')
        const beside = effect === 'deny' || others || several || ofOthers
        return [...new Map(missing.map((one) => [keyOf(one.to), one])).values()].map(({ from, to, edits }) => ({
          rule: item.pointer,
          from,
          to,
          edits,
          entries: own.map(({ entry }) => entry),
          how: foreign ? 'not' : beside ? 'beside' : 'instead',
        }))
      })
    }),
  )
}

const isSamePlace = ({ place: a }: ServerEntry, { place: b }: ServerEntry): boolean =>
  a.file === b.file && a.pointer === b.pointer

function commandIn(rule: Located): readonly string[] {
  const command = child(rule, 'serverCommand')
  return command?.node.type === 'list' ? children(command).map((word) => textOfNode(word) ?? '') : []
}

/** In a project, or below the user's home. */
function isOwn(host: Host, { path, folder }: Place): boolean {
  if (folder !== null) return true
  const { relative, isAbsolute } = pathsOf(host)
  const from = relative(host.home, path)
  return from !== '' && !from.startsWith('..') && !isAbsolute(from)
}

function refusal(host: Host, place: Place): string {
  const why = isOwn(host, place)
    ? 'and there is no way to write its new command into it'
    : "which is not this user's to edit: ask who manages it to name the exact command there first"
  return `the list in ${place.path} allows or denies it by its command as it is, ${why}`
}

const unique = (all: readonly NotPinned[]): readonly NotPinned[] => [
  ...new Map(all.map((one) => [one.entry, one] as const)).values(),
]

/** Amp's rules match arguments with patterns of their own. https://ampcode.com/manual, "amp.mcpPermissions" */
function amp(plan: PinPlan): readonly NotPinned[] {
  const files = new Set(
    plan.files.flatMap(({ file, before }) => (before.includes('"amp.mcpPermissions"') ? [file] : [])),
  )
  const why =
    "it is pinned; Amp's rules in the same file (`amp.mcpPermissions`) may match its arguments: see that they still do"
  return plan.commands.flatMap(({ entry }) => (files.has(entry.place.file) ? [{ entry, why }] : []))
}
