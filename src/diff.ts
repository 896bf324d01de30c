/**
 * What a release does that its baseline did not: set arithmetic over facts by kind and value. Positions and local names are
 * no part of a fact's identity, so a bundle that is built anew changes nothing here.
 */
import { type Behaviour, type Change, compareText, type Fact, type FactKind } from './model.js'

/** Something of which both releases have one, in another form: an install event with another command, a dependency with another spec. */
export interface ChangedFact {
  readonly before: Fact
  readonly after: Fact
}

/** What a fact is *about*, apart from its form. `null`: facts of this kind have no subject that outlives their value. */
type SubjectOf = (fact: Fact) => string | null

const text = (fact: Fact, name: string): string | null => {
  const value = fact.detail[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const SUBJECTS: Partial<Record<FactKind, SubjectOf>> = {
  'install.script': (fact) => text(fact, 'event') ?? fact.value.split(':', 1)[0] ?? null,
  'file.opaque': (fact) => text(fact, 'path') ?? fact.where.file,
  dependency: (fact) => text(fact, 'name') ?? beforeLast(fact.value, '@'),
  'mcp.tool': (fact) => {
    const name = text(fact, 'name')
    return name === null ? beforeLast(fact.value, ' ') : `${text(fact, 'what') ?? 'tool'}:${name}`
  },
}

/**
 * @param baseline behaviour of the release to compare with. With `null` nothing can be called new: both sets are empty, and
 *   the facts of the candidate are judged as present.
 * @param candidate behaviour of the release that would run
 * @returns live facts that came and live facts that went, sorted by kind and value. A fact that lay dormant and is now
 *   reached has come; one that was reached and now lies dormant has gone.
 */
export function diffBehaviour(baseline: Behaviour | null, candidate: Behaviour): Change {
  if (baseline === null) return { added: [], removed: [] }
  const before = liveFacts(baseline.facts)
  const after = liveFacts(candidate.facts)
  return { added: without(after, before), removed: without(before, after) }
}

/** Reached by what runs or by an install script. */
export const isLive = (fact: Fact): boolean => fact.reach !== 'dormant'

/** Identity of a fact, as one string. */
export const identityOf = ({ kind, value }: Pick<Fact, 'kind' | 'value'>): string => `${kind}\n${value}`

/**
 * Pairs what went with what came where both are about the same subject: the same install event, file, dependency or tool.
 * What stands alone on one side is in no pair.
 */
export function changedFacts({ added, removed }: Change): ChangedFact[] {
  const gone = new Map<string, Fact>()
  for (const fact of removed) {
    const subject = subjectOf(fact)
    if (subject !== null && !gone.has(subject)) gone.set(subject, fact)
  }
  const pairs: ChangedFact[] = []
  for (const after of added) {
    const subject = subjectOf(after)
    const before = subject === null ? undefined : gone.get(subject)
    if (subject === null || before === undefined) continue
    gone.delete(subject)
    pairs.push({ before, after })
  }
  return pairs
}

function subjectOf(fact: Fact): string | null {
  const subject = SUBJECTS[fact.kind]?.(fact) ?? null
  return subject === null ? null : `${fact.kind}\n${subject}`
}

function liveFacts(facts: readonly Fact[]): Map<string, Fact> {
  const live = new Map<string, Fact>()
  for (const fact of facts) if (isLive(fact) && !live.has(identityOf(fact))) live.set(identityOf(fact), fact)
  return live
}

function without(these: ReadonlyMap<string, Fact>, those: ReadonlyMap<string, Fact>): Fact[] {
  const rest: Fact[] = []
  for (const [identity, fact] of these) if (!those.has(identity)) rest.push(fact)
  return rest.sort(byKindAndValue)
}

const byKindAndValue = (a: Fact, b: Fact): number => compareText(a.kind, b.kind) || compareText(a.value, b.value)

const beforeLast = (value: string, mark: string): string | null => {
  const at = value.lastIndexOf(mark)
  return at > 0 ? value.slice(0, at) : null
}
