/** What one release does that another one did not, and the reverse: by kind, each with its place. */
import { changedFacts, diffBehaviour, identityOf } from '../../diff.js'
import {
  type Behaviour,
  type Change,
  compareText,
  FACT_KINDS,
  type Fact,
  type FactKind,
  type Release,
} from '../../model.js'
import { count } from '../../report/layout.js'
import { GROUPS, KIND_WORDS, valueName } from '../history/words.js'
import { EMPTY_LINE, type Line, line, type Span, type Stop, span, strong, type Tone, wrap } from '../line.js'
import type { Signs } from '../theme.js'

/** One line of the comparison: what came, went, or has another form. */
interface Item {
  readonly turn: 'came' | 'gone' | 'changed'
  readonly fact: Fact
  /** Of what changed, the form before. */
  readonly before: Fact | null
}

export interface Compared {
  readonly lines: readonly Line[]
  readonly stops: readonly Stop[]
}

interface Made extends Compared {
  readonly from: Behaviour
  readonly width: number
  readonly signs: Signs
}

/** A release that is read. */
type Read = readonly [release: Pick<Release, 'version'>, behaviour: Behaviour]

/** Two releases may differ in thousands of facts: laid out once. */
const made = new WeakMap<Behaviour, Made>()

export function comparedLines([before, from]: Read, [after, to]: Read, width: number, signs: Signs): Compared {
  const known = made.get(to)
  if (known !== undefined && known.from === from && known.width === width && known.signs === signs) return known
  const words = {
    came: `in ${before.version} it lies dormant`,
    changed: '',
    gone: `in ${after.version} it lies dormant`,
  }
  const fresh = { ...make(from, to, words, width, signs), from, width, signs }
  made.set(to, fresh)
  return fresh
}

const rankOf = ({ fact }: Item): number =>
  GROUPS.indexOf(KIND_WORDS[fact.kind].group) * FACT_KINDS.length + FACT_KINDS.indexOf(fact.kind)

function make(
  from: Behaviour,
  to: Behaviour,
  words: Readonly<Record<Item['turn'], string>>,
  width: number,
  signs: Signs,
): Compared {
  const items = itemsOf(diffBehaviour(from, to))
  const dormantBefore = dormantIn(from)
  const dormantAfter = dormantIn(to)
  const lines: Line[] = [summary(items, signs)]
  const stops: Stop[] = []
  let kind: FactKind | null = null
  for (const item of items) {
    if (item.fact.kind !== kind) {
      kind = item.fact.kind
      lines.push(EMPTY_LINE, line(strong(KIND_WORDS[kind].title), span(`  ${kind}`, 'quiet')))
    }
    const start = lines.length
    const isDormant = (item.turn === 'came' ? dormantBefore : dormantAfter).has(identityOf(item.fact))
    lines.push(...itemLines(item, isDormant ? words[item.turn] : '', width, signs))
    stops.push({ id: `${item.turn} ${identityOf(item.fact)}`, from: start, to: lines.length })
  }
  return { lines, stops }
}

/** What has another form stands once. In the order of groups and kinds; of one kind what came, what changed, what went. */
function itemsOf(change: Change): readonly Item[] {
  const pairs = changedFacts(change)
  const paired = new Set(pairs.flatMap(({ before, after }) => [before, after]))
  const alone = (facts: readonly Fact[], turn: 'came' | 'gone'): readonly Item[] =>
    facts.filter((fact) => !paired.has(fact)).map((fact) => ({ turn, fact, before: null }))
  const items = [
    ...alone(change.added, 'came'),
    ...pairs.map(({ before, after }) => ({ turn: 'changed' as const, fact: after, before })),
    ...alone(change.removed, 'gone'),
  ]
  const turns = ['came', 'changed', 'gone']
  return items.sort(
    (a, b) =>
      rankOf(a) - rankOf(b) || turns.indexOf(a.turn) - turns.indexOf(b.turn) || compareText(a.fact.value, b.fact.value),
  )
}

const dormantIn = ({ facts }: Behaviour): ReadonlySet<string> =>
  new Set(facts.filter(({ reach }) => reach === 'dormant').map(identityOf))

const TURNS = {
  came: { tone: 'added', sign: () => '+' },
  changed: { tone: 'accent', sign: () => '~' },
  gone: { tone: 'removed', sign: (signs: Signs) => signs.minus },
} as const satisfies Record<Item['turn'], { tone: Tone; sign: (signs: Signs) => string }>

function summary(items: readonly Item[], signs: Signs): Line {
  if (items.length === 0) return line('Both do the same.')
  const words = { came: 'came', changed: 'changed', gone: 'went' } as const
  const parts = (['came', 'changed', 'gone'] as const).flatMap((turn): Span[] => {
    const number = items.filter((item) => item.turn === turn).length
    const { tone, sign } = TURNS[turn]
    return number === 0 ? [] : [span(`${sign(signs)}${number} ${words[turn]}`, tone)]
  })
  return line(
    `${count(items.length, 'difference')}: `,
    ...parts.flatMap((part, index) => (index === 0 ? [part] : [span(', '), part])),
  )
}

function itemLines({ turn, fact, before }: Item, remark: string, width: number, signs: Signs): readonly Line[] {
  const { tone, sign } = TURNS[turn]
  const reach = fact.reach === 'install' ? span('  when installed', 'review') : null
  const text = [
    span(`${sign(signs)} `, tone),
    strong(before === null ? valueName(fact) : sharedName(fact), tone),
    ...(reach === null ? [] : [reach]),
  ]
  return [
    ...wrap(text, width, 2),
    ...(before === null ? [] : formLines(before, fact, width, signs)),
    ...placeLines(fact, width),
    ...(remark === '' ? [] : wrap([span(`  ${remark}`, 'quiet')], width, 2)),
  ]
}

/** What both forms are about. */
function sharedName(fact: Fact): string {
  const { name, event } = fact.detail
  if (fact.kind === 'dependency' && typeof name === 'string') return name
  return fact.kind === 'install.script' && typeof event === 'string' ? event : valueName(fact)
}

/** Both forms where they tell something: hashes tell two texts apart, and say nothing else. */
function formLines(before: Fact, after: Fact, width: number, signs: Signs): readonly Line[] {
  const [from, to] = [formOf(before), formOf(after)]
  if (from === to) return wrap([span('  its text is another one', 'quiet')], width, 2)
  return wrap([span(`  ${from}`, 'removed'), span(` ${signs.arrow} `, 'quiet'), span(to, 'added')], width, 2)
}

function formOf(fact: Fact): string {
  const { spec, command } = fact.detail
  if (fact.kind === 'dependency' && typeof spec === 'string') return spec
  if (fact.kind === 'install.script' && typeof command === 'string') return command
  return valueName(fact)
}

const placeLines = ({ where }: Fact, width: number): readonly Line[] =>
  wrap([span('  '), span(`${where.file}:${where.line}`, 'place'), span(`  ${where.excerpt}`)], width, 4)
