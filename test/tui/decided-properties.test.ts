/** Whatever audits bring after a decision: what is planned is what somebody decided with that on the screen, or less. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choicesOf } from '../../src/commands/review/choices.js'
import { known, type ListedServer, type Report, type ServerReport } from '../../src/model.js'
import { type Action, type Effect, type ReviewState, rowOf } from '../../src/tui/state/model.js'
import { update } from '../../src/tui/state/update.js'
import { evaluation, finding, NOW, server, stateWith } from './support/state.js'

// ── a machine ────────────────────────────────────────────────────────────────────────────────────

/** An entry of a configuration. */
interface Entry {
  readonly name: string
  readonly spec: string
  readonly launch: string
}

const NAMES = ['one', 'two', 'three'] as const
const entry = (name: string): fc.Arbitrary<Entry | null> =>
  fc.option(
    fc.record({
      name: fc.constant(name),
      spec: fc.constantFrom('x-mcp', 'x-mcp', 'x-mcp@1.0.0', 'y-mcp'),
      launch: fc.constantFrom('l1', 'l1', 'l2'),
    }),
    { freq: 5 },
  )
const machine: fc.Arbitrary<readonly Entry[]> = fc
  .tuple(...NAMES.map(entry))
  .chain((all) => fc.shuffledSubarray([...all], { minLength: all.length }))
  .map((all) => all.flatMap((each) => each ?? []))

/** As `groupServers` has it: what is started by the same spec is one server, and ids count in the order of entries. */
function serversOf(entries: readonly Entry[]): readonly ServerReport[] {
  const groups = new Map<string, Entry[]>()
  for (const each of entries) groups.set(each.spec, [...(groups.get(each.spec) ?? []), each])
  const numbers = new Map<string, number>()
  return [...groups].map(([spec, own]) => {
    const [name = ''] = spec.split('@')
    const number = (numbers.get(name) ?? 0) + 1
    numbers.set(name, number)
    const [first] = own
    const report = server({
      name: first?.name ?? '',
      id: `npm:${name}${number === 1 ? '' : `#${number}`}`,
      package: name,
      spec,
    })
    return {
      ...report,
      occurrences: own.map((each) => ({
        client: 'cursor',
        scope: 'user',
        file: '/home/u/.cursor/mcp.json',
        pointer: `/mcpServers/${each.name}`,
        disabled: false,
      })),
      configured: own.map((each) => ({ client: 'cursor', scope: 'user', name: each.name, launch: each.launch })),
    }
  })
}

/** What an audit may find of a server. */
interface Judged {
  readonly version: string | null
  readonly integrity: string
  readonly findings: readonly string[]
}

const judged: fc.Arbitrary<Judged> = fc.record({
  version: fc.constantFrom('1.0.0', '1.0.0', '1.0.1', null),
  integrity: fc.constantFrom('sha512-A', 'sha512-A', 'sha512-B'),
  findings: fc.subarray(['high:a', 'medium:b', 'low:c']),
})

function judge(report: ServerReport, { version, integrity, findings }: Judged): ServerReport {
  const words = { name: report.name, package: report.package?.name ?? '', version }
  const { release } = server({ ...words, release: { integrity: known(integrity) } })
  const verdict = findings.some((each) => each.startsWith('high')) ? 'review' : 'trust'
  return {
    ...report,
    release,
    score: { value: 80, grade: 'B', verdict, contributions: [] },
    findings: findings.map((each) =>
      finding(each.startsWith('high') ? 'high' : each.startsWith('medium') ? 'medium' : 'low', { fingerprint: each }),
    ),
  }
}

// ── what happens ─────────────────────────────────────────────────────────────────────────────────

type Happening =
  | {
      readonly type: 'decide'
      readonly row: number
      readonly key: 'a' | 'h' | 'b' | 'i' | 'A'
      readonly answer: boolean
    }
  | { readonly type: 'keys'; readonly keys: readonly string[] }
  | { readonly type: 'discovered'; readonly entries: readonly Entry[] }
  | { readonly type: 'done'; readonly row: number; readonly as: Judged }
  | { readonly type: 'hold' }
  | { readonly type: 'audited' }

const row = fc.nat({ max: 2 })
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('decide' as const),
      row,
      key: fc.constantFrom('a', 'h', 'b', 'i', 'A'),
      answer: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(['enter', 'enter'], ['u'], ['esc'], ['r'], ['r'])
      .map((keys) => ({ type: 'keys' as const, keys })),
  },
  { weight: 2, arbitrary: machine.map((entries) => ({ type: 'discovered' as const, entries })) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('done' as const), row, as: judged }) },
  { weight: 1, arbitrary: fc.constantFrom<Happening[]>({ type: 'hold' }, { type: 'audited' }) },
)

/** What somebody had on the screen while deciding. */
interface Seen {
  readonly what: string
  readonly report: ServerReport
}

const EMPTY = {
  command: 'review',
  conclusion: 'pass',
  servers: [],
  failures: [],
  notEvaluated: [],
  searched: [],
} as const

interface Live {
  state: ReviewState
  machine: readonly ServerReport[]
  readonly seen: Seen[]
}

function step(live: Live, action: Action): readonly Effect[] {
  const before = live.state
  const { state, effects } = update(before, action)
  live.state = state
  const shown = (id: string): ServerReport | null => {
    const found = rowOf(before, id)
    return found && { ...(found.evaluation?.server ?? server({ name: '' })), ...asListed(found.listed) }
  }
  // What is new of what is decided was decided with what was shown until now; what a dialog asks, when it opened.
  const asked = state.dialog?.type === 'ask' && before.dialog === null ? state.dialog.purpose : null
  if (asked !== null && asked.type !== 'export') {
    const report = shown(asked.server)
    const what = asked.type === 'acknowledge' ? asked.finding : asked.type
    if (report !== null) live.seen.push({ what, report })
  }
  for (const [id, { type }] of state.decisions.pending.servers) {
    const report = shown(id)
    const isNew = before.decisions.pending.servers.get(id) !== state.decisions.pending.servers.get(id)
    if (isNew && before.dialog === null && action.type === 'key' && action.key !== 'u' && report !== null) {
      live.seen.push({ what: type, report })
    }
  }
  return effects
}

function happen(live: Live, each: Happening): void {
  const { run, servers } = live.state
  const press = (...keys: readonly string[]): void => {
    for (const key of keys) step(live, { type: 'key', key })
  }
  switch (each.type) {
    case 'decide': {
      const id = servers[each.row]?.listed.id
      if (id === undefined || live.state.dialog !== null) return
      const [list] = live.state.screens
      live.state = { ...live.state, screens: [{ ...list, pane: { selected: id, top: 0 } }] }
      press(...(each.key === 'i' ? ['enter', 'i'] : [each.key]))
      if (live.state.dialog !== null && each.answer) {
        step(live, { type: 'text', text: 'known' })
        press('enter', 'enter')
      }
      if (live.state.dialog === null) live.state = { ...live.state, screens: [live.state.screens[0]] }
      return
    }
    case 'keys':
      press(...each.keys)
      return
    case 'discovered':
      if (live.state.audit.status !== 'discovering') return
      live.machine = serversOf(each.entries)
      step(live, { type: 'audit', run, event: { type: 'discovered', servers: live.machine.map(asListed) } })
      return
    case 'done': {
      const report = live.machine[each.row]
      if (report === undefined) return
      step(live, { type: 'audit', run, event: { type: 'done', evaluation: evaluation(judge(report, each.as)) } })
      return
    }
    case 'hold':
      for (const [id, { status }] of live.state.holds) {
        const target = { type: 'release', version: '0.9.0', from: 'before', report: null, standing: [] } as const
        if (status === 'loading') step(live, { type: 'hold', server: id, target: { status: 'loaded', value: target } })
      }
      return
    case 'audited':
      step(live, { type: 'audited', run, report: EMPTY })
  }
}

const asListed = ({ id, name, occurrences, launch, package: ref, onMachine }: ListedServer): ListedServer => ({
  ...{ id, name, occurrences, launch, package: ref, onMachine },
})

const begin = (): Live => ({
  state: stateWith({ audit: { status: 'discovering' } }),
  machine: [],
  seen: [],
})

// ── what holds ───────────────────────────────────────────────────────────────────────────────────

const weighty = ({ findings }: ServerReport): readonly string[] =>
  findings.filter(({ severity }) => severity !== 'low').map(({ fingerprint }) => fingerprint)
const startsOf = ({ configured }: ServerReport): readonly string[] => configured.map((each) => JSON.stringify(each))
const isWithin = (some: readonly string[], all: readonly string[]): boolean => some.every((each) => all.includes(each))

/** Whether `now` is what was seen, or less of it. */
function isCovered(what: string, now: ServerReport, { what: decided, report: then }: Seen): boolean {
  const sameSource = then.package?.name === now.package?.name && then.package?.spec === now.package?.spec
  if (decided !== what || !sameSource) return false
  if (what === 'block')
    return then.configured.length === 0 || startsOf(now).some((each) => startsOf(then).includes(each))
  const releases = [then, now].map(({ release }) => JSON.stringify([release?.purl, release?.integrity]))
  return releases[0] === releases[1] && isWithin(startsOf(now), startsOf(then)) && isWithin(weighty(now), weighty(then))
}

/** @returns ids of servers whose decisions are planned, and of those whose are not */
function expectCovered({ state, seen }: Live, servers: readonly ServerReport[]) {
  const report: Report = { ...EMPTY, servers }
  const held = { type: 'release', version: '0.9.0', from: 'before', report: null, standing: [] } as const
  const { pending } = state.decisions
  const asked = { pending, holds: new Map(), now: new Date(NOW) }
  const { choices, remarks } = choicesOf(report, asked, () => held)
  for (const [id, { decision, acknowledged }] of choices) {
    const now = servers.find((each) => each.id === id) ?? expect.fail(`${id} is not audited`)
    const decided = [
      ...(decision === null ? [] : [decision.type]),
      ...acknowledged.map(({ fingerprint }) => fingerprint),
    ]
    for (const what of decided) {
      if (!seen.some((each) => isCovered(what, now, each)))
        expect.fail(`${what} of ${id} was not decided: ${JSON.stringify(now)}`)
    }
  }
  // What is not planned is told.
  const decided = new Set([...pending.servers.keys(), ...pending.acknowledged.keys()])
  expect(new Set([...choices.keys(), ...remarks.map(({ server: id }) => id)])).toEqual(decided)
  expect(remarks.every(({ refused }) => refused)).toBe(true)
  return { planned: [...choices.keys()], refused: remarks.map(({ server: id }) => id) }
}

describe('whatever audits bring', () => {
  test('nothing is planned that nobody saw and decided', () => {
    const seen = { decided: 0, planned: 0 }
    fc.assert(
      fc.property(
        machine,
        fc.array(judged, { minLength: 3, maxLength: 3 }),
        fc.array(happening, { maxLength: 40, size: 'max' }),
        (first, as, all) => {
          const live = begin()
          happen(live, { type: 'discovered', entries: first })
          for (const [index, each] of as.entries()) happen(live, { type: 'done', row: index, as: each })
          for (const each of all) {
            happen(live, each)
            const done = live.state.servers.flatMap(({ progress, evaluation: known }) =>
              progress === 'done' && known !== null ? [known.server] : [],
            )
            const { planned, refused } = expectCovered(live, done)
            seen.planned += planned.length
            // What is another one by now fell before anybody asked for a plan.
            for (const id of refused) expect(done.map((report) => report.id)).not.toContain(id)
          }
          seen.decided += live.seen.length
        },
      ),
      { numRuns: 400 },
    )
    expect(seen.decided).toBeGreaterThan(200)
    expect(seen.planned).toBeGreaterThan(200)
  })

  test('nor where the world knows other things by then than the screen', () => {
    fc.assert(
      fc.property(
        machine,
        fc.array(judged, { minLength: 3, maxLength: 3 }),
        fc.array(happening, { maxLength: 12 }),
        machine,
        fc.array(judged, { minLength: 3, maxLength: 3 }),
        (first, as, all, other, others) => {
          const live = begin()
          happen(live, { type: 'discovered', entries: first })
          for (const [index, each] of as.entries()) happen(live, { type: 'done', row: index, as: each })
          for (const each of all) happen(live, each)
          expectCovered(
            live,
            serversOf(other).map((each, index) => judge(each, others[index] ?? expect.fail('none'))),
          )
        },
      ),
      { numRuns: 400 },
    )
  })
})
