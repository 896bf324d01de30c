/** All keys of the review joined, for what is drawn of them: handler, footer, help and README read them here. Pure. */
import type { Binding } from './state/binding.js'
import { decisionKeys } from './state/decisions.js'
import { dependencyKeys } from './state/dependencies.js'
import { evidenceKeys } from './state/evidence.js'
import { exportKeys } from './state/exports.js'
import { historyKeys } from './state/history.js'
import { listKeys } from './state/list.js'
import type { ScreenType } from './state/model.js'
import { motionKeys, navigationKeys } from './state/navigation.js'
import { serverKeys } from './state/server.js'
import { writeKeys } from './state/write.js'

/** Joined when it is first asked for: screens and keys know each other, and are loaded in any order. */
export function bindings(): readonly Binding[] {
  joined ??= [
    ...listKeys,
    ...serverKeys,
    ...evidenceKeys,
    ...historyKeys,
    ...dependencyKeys,
    ...decisionKeys,
    ...writeKeys,
    ...exportKeys,
    ...motionKeys,
    ...navigationKeys,
  ]
  return joined
}

let joined: readonly Binding[] | null = null

export const actsOn = ({ on }: Binding, screen: ScreenType): boolean => on === 'every screen' || on.includes(screen)

/** What a key does on a screen; one of that screen before one of every screen. */
export function boundTo(key: string, screen: ScreenType): Binding | null {
  const meant = bindings().filter((each) => each.keys.includes(key) && actsOn(each, screen))
  return meant.find(({ on }) => on !== 'every screen') ?? meant[0] ?? null
}

/** Those of a binding's keys that lead to it on a screen, and to nothing else. */
export const keysOn = (binding: Binding, screen: ScreenType): readonly string[] =>
  binding.keys.filter((key) => boundTo(key, screen) === binding)

/** Bindings that act on the same screens. */
export interface KeyGroup {
  readonly on: Binding['on']
  readonly bindings: readonly Binding[]
}

/** In the order of the joining; those of every screen last. */
export function keyGroups(): readonly KeyGroup[] {
  const groups = new Map<string, Binding[]>()
  for (const each of bindings()) {
    const name = String(each.on)
    groups.set(name, [...(groups.get(name) ?? []), each])
  }
  const all = [...groups.values()].map((each) => ({ on: each[0]?.on ?? [], bindings: each }))
  return [...all.filter(({ on }) => on !== 'every screen'), ...all.filter(({ on }) => on === 'every screen')]
}

export const SCREEN_NAMES: Readonly<Record<ScreenType, string>> = {
  servers: 'list',
  server: 'server',
  evidence: 'evidence',
  history: 'history',
  releases: 'two releases',
  dependencies: 'dependencies',
  page: 'page of a heuristic',
  pending: 'pending decisions',
  preview: 'preview',
  failures: 'what could not be done',
  help: 'help',
}

/** Of screens, as a heading has it: `List, server, evidence`. */
export function nameOf(on: Binding['on']): string {
  if (on === 'every screen') return 'Everywhere'
  const names = on.map((each) => SCREEN_NAMES[each]).join(', ')
  return names.charAt(0).toUpperCase() + names.slice(1)
}
