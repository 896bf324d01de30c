/** What a release does, by subject: facts that are about one thing stand together. Pure. */
import { identityOf, isLive } from '../../diff.js'
import { type Behaviour, compareText, type Fact } from '../../model.js'
import type { History } from '../state/model.js'
import { subjectOf } from './words.js'

/** What a release says of one subject. */
export interface Entry {
  /** What is reached stands first. */
  readonly facts: readonly Fact[]
  readonly presence: 'dormant' | 'install' | 'runs'
  /** The forms that are reached, as one text; empty where none is. */
  readonly form: string
}

const known = new WeakMap<Behaviour, ReadonlyMap<string, Entry>>()

/** By subject; made once for a behaviour. */
export function entriesOf(behaviour: Behaviour): ReadonlyMap<string, Entry> {
  const entries = known.get(behaviour) ?? make(behaviour)
  known.set(behaviour, entries)
  return entries
}

function make(behaviour: Behaviour): ReadonlyMap<string, Entry> {
  const facts = new Map<string, Fact[]>()
  for (const fact of behaviour.facts) {
    const subject = subjectOf(fact)
    const others = facts.get(subject)
    if (others === undefined) facts.set(subject, [fact])
    else others.push(fact)
  }
  return new Map([...facts].map(([subject, all]) => [subject, entryOf(all)] as const))
}

function entryOf(facts: readonly Fact[]): Entry {
  const [only, another] = facts
  if (only !== undefined && another === undefined) {
    return { facts, presence: only.reach, form: isLive(only) ? identityOf(only) : '' }
  }
  const live = facts.filter(isLive)
  const presence = live.length === 0 ? 'dormant' : live.some(({ reach }) => reach === 'runs') ? 'runs' : 'install'
  const form = live.map(identityOf).sort(compareText).join('\n')
  return { facts: [...live, ...facts.filter((fact) => !isLive(fact))], presence, form }
}

/** What a release does about a subject. */
export const factsOf = (behaviour: Behaviour, subject: string): readonly Fact[] =>
  entriesOf(behaviour).get(subject)?.facts ?? []

/** `null` where the release is not read. */
export const behaviourAt = ({ releases, behaviours }: History, index: number): Behaviour | null => {
  const found = behaviours.get(releases[index]?.version ?? '')
  return found?.status === 'loaded' ? found.value : null
}
