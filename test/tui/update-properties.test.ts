/** What holds whatever a person presses, and whenever the world answers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HoldTarget } from '../../src/audit/review/hold.js'
import { visible } from '../../src/report/visible.js'
import { KEYS } from '../../src/tui/keys.js'
import { lineWidth, textOf } from '../../src/tui/line.js'
import { selectedStop } from '../../src/tui/motion.js'
import { MOST_TEXT } from '../../src/tui/state/ask.js'
import {
  type Action,
  type Effect,
  type Loading,
  type Pending,
  type ReviewState,
  SMALLEST,
  screenOf,
} from '../../src/tui/state/model.js'
import { update } from '../../src/tui/state/update.js'
import { bodyOf } from '../../src/tui/views/body.js'
import { screenLines } from '../../src/tui/views/screen.js'
import { done, failure, finding, HOSTILE, server, stateWith, waiting, working } from './support/state.js'

const [ESCAPES = '', , , WIDE = '', , , BIDI = ''] = HOSTILE

const SERVERS = [
  server({ name: 'mail', verdict: 'block', findings: ['critical', 'high', 'info'], from: '1.0.15' }),
  server({ name: 'notes', findings: ['low'] }),
  server({
    name: WIDE,
    package: 'wide-mcp',
    verdict: 'review',
    findings: [finding('medium', { title: ESCAPES, message: BIDI })],
  }),
  server({ name: BIDI, package: 'bidi-mcp', verdict: 'unknown', version: null }),
  server({ name: ESCAPES, kind: 'remote', id: 'remote:https://mcp.example' }),
  server({ name: 'here', kind: 'local', verdict: 'unknown', findings: ['high'] }),
]
const IDS = [...SERVERS.map(({ id }) => id), 'npm:slow-mcp', 'npm:later-mcp']

const start = (columns = 80, rows = 24, ascii = false): ReviewState =>
  stateWith({
    servers: [...SERVERS.map((each) => done(each)), working({ name: 'slow' }, 'fetches'), waiting({ name: 'later' })],
    size: [columns, rows],
    ascii,
  })

// ── what may happen ──────────────────────────────────────────────────────────────────────────────

const OWN_KEYS = ['a', 'A', 'h', 'b', 'i', 'u', 'P', 'w', 'x', 'c', 'y', 'q', 'j', 'k', 'enter', 'esc'] as const
const EDITING = ['tab', 'shift+tab', 'backspace', 'ctrl+a', 'ctrl+d', 'ctrl+e', 'ctrl+k', 'ctrl+u', 'ctrl+w', 'é', '漢']
const ALL_KEYS = [...new Set([...KEYS.flatMap(({ keys }) => keys), ...EDITING])]

const key = fc
  .oneof({ weight: 3, arbitrary: fc.constantFrom(...OWN_KEYS) }, fc.constantFrom(...ALL_KEYS))
  .map((name): Action => ({ type: 'key', key: name }))
const text = fc
  .oneof(
    fc.constantFrom('It is known.', '2026-01-31', '2024-01-31', 'w', 'y', ' ', ...HOSTILE, 'x'.repeat(700)),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map((typed): Action => ({ type: 'text', text: typed }))
const size = fc
  .record({ columns: fc.integer({ min: 1, max: 140 }), rows: fc.integer({ min: 1, max: 50 }) })
  .map((each): Action => ({ type: 'resize', size: each }))
const target: fc.Arbitrary<Loading<HoldTarget>> = fc.constantFrom<Loading<HoldTarget>[]>(
  { status: 'loaded', value: { type: 'release', version: '1.0.15', from: 'locked', report: null, standing: [] } },
  { status: 'loaded', value: { type: 'none', why: 'Every release has the findings. b blocks it.' } },
  { status: 'failed', failure: failure('npm:mail-mcp') },
)
const audited = fc.constantFrom<Action[]>(
  { type: 'audit', run: 1, event: { type: 'discovered', servers: start().servers.map(({ listed }) => listed) } },
  ...SERVERS.map(
    (each): Action => ({
      type: 'audit',
      run: 1,
      event: { type: 'done', evaluation: { server: each, failures: [], notEvaluated: [] } },
    }),
  ),
  { type: 'audit', run: 1, event: { type: 'doing', server: 'npm:slow-mcp', what: 'reads the code' } },
  { type: 'audit failed', run: 1, failure: failure('review') },
  { type: 'audit failed', run: -1, failure: failure('review') },
  { type: 'world lost', failure: failure('review') },
  { type: 'tick', now: start().clock.now + 10_000 },
  { type: 'notice', tone: 'bad', text: ESCAPES },
)

/** What happens: an action, or the answer to the effect that was asked for so many effects ago. */
type Happening =
  | { readonly type: 'action'; readonly action: Action }
  | { readonly type: 'answer'; readonly back: number; readonly how: Answer }

interface Answer {
  readonly target: Loading<HoldTarget>
  readonly isGood: boolean
  readonly written: readonly string[]
}

const answer: fc.Arbitrary<Happening> = fc.record({
  type: fc.constant('answer' as const),
  back: fc.nat({ max: 3 }),
  how: fc.record({ target, isGood: fc.boolean(), written: fc.subarray(IDS) }),
})
const pressed = (...keys: readonly string[]): Happening[] =>
  keys.map((each) => ({ type: 'action', action: { type: 'key', key: each } }))

/** What people do in one go; chance alone seldom comes as far as to a file. */
const gesture: fc.Arbitrary<readonly Happening[]> = fc.oneof(
  { weight: 8, arbitrary: key.map((action): Happening[] => [{ type: 'action', action }]) },
  { weight: 3, arbitrary: text.map((action): Happening[] => [{ type: 'action', action }]) },
  { weight: 1, arbitrary: fc.oneof(size, audited).map((action): Happening[] => [{ type: 'action', action }]) },
  { weight: 3, arbitrary: answer.map((each) => [each]) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'b', 'i', 'h'), text, fc.constantFrom('j', 'k', 'g', 'enter'))
      .map(([how, action, then]): Happening[] => [
        ...pressed('esc', then, how),
        { type: 'action', action },
        ...pressed('enter', 'enter'),
      ]),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(answer, answer).map(([one, two]) => [...pressed('esc', 'w'), one, ...pressed('y'), two]),
  },
)
const happenings: fc.Arbitrary<readonly Happening[]> = fc
  .array(gesture, { maxLength: 30, size: 'max' })
  .map((all) => all.flat())

/** What the world says to an effect; `null` where it says nothing. */
function answerTo(effect: Effect, plan: number, { target: held, isGood, written }: Answer): Action | null {
  switch (effect.type) {
    case 'find hold':
      return { type: 'hold', server: effect.server, target: held }
    case 'plan': {
      const { request, configs } = effect
      if (!isGood) return { type: 'plan failed', failure: failure('mcp-lock.json', { stage: 'lock' }), request }
      const diff = `--- /dev/null\n+++ ~/a\n@@ -0,0 +1,2 @@\n+${ESCAPES}\n+${WIDE}\n`
      const remarks = written.map((each, index) => ({ server: each, text: BIDI, refused: index % 2 === 0 }))
      return { type: 'planned', plan: { id: plan, request, configs, diff, files: ['/home/u/a'], remarks } }
    }
    case 'write':
      return {
        type: 'written',
        plan: effect.plan,
        result: { files: ['/home/u/a'], failures: isGood ? [] : [failure('/home/u/a')], servers: written },
      }
    case 'export':
      return { type: 'exported', file: effect.file, failure: isGood ? null : failure(effect.file) }
    default:
      return null
  }
}

interface Told {
  readonly before: ReviewState
  readonly action: Action
  readonly after: ReviewState
  readonly effects: readonly Effect[]
}

/** Lets it all happen, and shows each step. @returns the last state */
function live(state: ReviewState, all: readonly Happening[], tell: (step: Told) => void = () => {}): ReviewState {
  const asked: Effect[] = []
  let plans = 0
  let now = state
  for (const each of all) {
    const effect = each.type === 'answer' ? asked.at(-1 - each.back) : undefined
    if (effect?.type === 'plan') plans += 1
    const said = each.type === 'action' ? each.action : effect && answerTo(effect, plans, each.how)
    if (!said) continue
    // Most of what audits say is of the last one.
    const action = 'run' in said && said.run === 1 ? { ...said, run: now.run } : said
    const step = update(now, action)
    asked.push(...step.effects)
    tell({ before: now, action, after: step.state, effects: step.effects })
    now = step.state
  }
  return now
}

// ── what holds ───────────────────────────────────────────────────────────────────────────────────

function expectValid(state: ReviewState): void {
  const {
    decisions,
    holds,
    dialog,
    size: { columns, rows },
  } = state
  for (const { servers, acknowledged } of [decisions.pending, ...decisions.past.map(({ pending }) => pending)]) {
    for (const each of [...servers.keys(), ...acknowledged.keys()]) expect(IDS).toContain(each)
    for (const own of acknowledged.values()) expect(own.size).toBeGreaterThan(0)
    for (const [each, decision] of servers) {
      if (decision.type === 'block') expect(decision.reason.trim()).not.toBe('')
      if (decision.type !== 'hold') continue
      const held = holds.get(each)
      const isJudged = state.servers.some(({ listed, progress }) => listed.id === each && progress === 'done')
      // What is audited anew is asked for once that is done, and what u may bring back once it is back.
      if (
        held === undefined &&
        (!isJudged || state.audit.status === 'discovering' || servers !== decisions.pending.servers)
      )
        continue
      expect(held?.status === 'loading' || (held?.status === 'loaded' && held.value.type === 'release')).toBe(true)
    }
  }
  const { pane } = screenOf(state)
  const body = bodyOf(state)
  const stop = selectedStop(body, pane)
  expect(pane.top).toBeGreaterThanOrEqual(0)
  if (stop !== null) expect(stop.from >= 0 && stop.to <= body.length).toBe(true)
  if (dialog?.type === 'ask') {
    expect(dialog.fields[dialog.at]).toBeDefined()
    for (const { name, text: typed, caret } of dialog.fields) {
      expect(typed.length).toBeLessThanOrEqual(MOST_TEXT[name])
      expect(caret >= 0 && caret <= typed.length).toBe(true)
    }
  }
  if (dialog?.type === 'filter') expect(dialog.caret).toBeLessThanOrEqual(state.list.filter.length)
  const lines = screenLines(state)
  const isLarge = columns >= SMALLEST.columns && rows >= SMALLEST.rows
  expect(lines.length <= rows && (!isLarge || lines.length === rows)).toBe(true)
  for (const each of lines) {
    expect(lineWidth(each)).toBeLessThanOrEqual(columns)
    expect(visible(textOf(each))).toBe(textOf(each))
  }
}

const plain = ({ servers, acknowledged }: Pending): unknown => ({
  servers: Object.fromEntries(servers),
  acknowledged: Object.fromEntries([...acknowledged].map(([each, own]) => [each, Object.fromEntries(own)])),
})

/** Nobody asks anything, and the list is seen. */
const atList = (state: ReviewState): ReviewState => ({
  ...state,
  dialog: null,
  screens: [state.screens[0]],
  write: { status: 'idle' },
})

describe('whatever happens', () => {
  test('the state is valid and can be drawn', () => {
    fc.assert(
      fc.property(happenings, fc.boolean(), (all, ascii) => {
        live(start(80, 24, ascii), all, ({ after }) => expectValid(after))
      }),
      { numRuns: 150 },
    )
  })

  test('it can be drawn in a window of any size', () => {
    fc.assert(
      fc.property(
        happenings,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (all, columns, rows) => {
          expectValid(live(start(columns, rows), all))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('only what was shown is written, of the decisions that stand, and when a person says so', () => {
    const seen = { plans: 0, writes: 0 }
    fc.assert(
      fc.property(happenings, (all) => {
        const planned = new Map<number, Pending>()
        live(start(), all, ({ before, action, effects }) => {
          for (const effect of effects) {
            if (effect.type === 'plan') {
              seen.plans += 1
              planned.set(effect.request, effect.pending)
              expect(['w', 'c']).toContain(
                action.type === 'key' ? action.key : action.type === 'text' ? action.text : '',
              )
            }
            if (effect.type !== 'write') continue
            seen.writes += 1
            const { write } = before
            expect(screenOf(before).type).toBe('preview')
            expect(write.status === 'planned' && write.plan.id === effect.plan).toBe(true)
            expect(action.type === 'key' && ['enter', 'y'].includes(action.key)).toBe(true)
            const of = write.status === 'planned' ? planned.get(write.plan.request ?? 0) : undefined
            expect(of).toBe(before.decisions.pending)
          }
        })
      }),
      { numRuns: 400 },
    )
    expect(seen.plans).toBeGreaterThan(0)
    expect(seen.writes).toBeGreaterThan(0)
  })

  test('u brings back what was decided before the last decision', () => {
    fc.assert(
      fc.property(happenings, happenings, (all, more) => {
        live(live(start(), all), more, ({ before, action, after }) => {
          if (action.type !== 'key' && action.type !== 'text') return
          if (after.decisions.past.length !== before.decisions.past.length + 1) return
          const undone = update(atList(after), { type: 'key', key: 'u' }).state
          expect(undone.decisions).toEqual(before.decisions)
          expect(undone.decisions.pending).toBe(before.decisions.pending)
        })
      }),
      { numRuns: 150 },
    )
  })

  test('as many u as there were steps lead back to the start', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        // What is written can't be undone.
        const last = atList(
          live(
            start(),
            all.map((each) => (each.type === 'answer' ? { ...each, how: { ...each.how, written: [] } } : each)),
          ),
        )
        const back = last.decisions.past.reduce((state) => update(state, { type: 'key', key: 'u' }).state, last)
        expect(back.decisions.past).toEqual([])
        expect(plain(back.decisions.pending)).toEqual({ servers: {}, acknowledged: {} })
      }),
      { numRuns: 200 },
    )
  })
})
