import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visible } from '../../src/report/visible.js'
import { lineWidth, textOf } from '../../src/tui/line.js'
import { askFile, askReason, askWhy } from '../../src/tui/state/ask.js'
import { dialogKeys } from '../../src/tui/state/dialog.js'
import { type Edited, edited, flattened, inserted } from '../../src/tui/state/field.js'
import { type Action, type Dialog, dialogHeight, type ReviewState, screenOf } from '../../src/tui/state/model.js'
import { dialogLines } from '../../src/tui/views/dialog.js'
import { act, basis, HOSTILE, press, server, stateWith } from './support/state.js'

const MAIL = 'npm:mail-mcp'
const typed = (text: string): Action => ({ type: 'text', text })
const graphemes = (text: string): string[] => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
const review = (dialog: Dialog | null = null, size: readonly [number, number] = [80, 24], ascii = false): ReviewState =>
  stateWith({ servers: [server({ name: 'mail' }), server({ name: 'notes' })], dialog, size, ascii })
const drawn = (state: ReviewState): string =>
  dialogLines(state)
    .map((each) => textOf(each).trimEnd())
    .join('\n')
const why = askWhy({ type: 'accept', server: MAIL, basis: basis() }, 'Accept mail', null)
const fieldOf = ({ dialog }: ReviewState) => (dialog?.type === 'ask' ? dialog.fields[dialog.at] : undefined)

// ── text ─────────────────────────────────────────────────────────────────────────────────────────

const EDITING = [
  'left',
  'right',
  'home',
  'end',
  'backspace',
  'ctrl+a',
  'ctrl+b',
  'ctrl+d',
  'ctrl+e',
  'ctrl+f',
  'ctrl+h',
  'ctrl+k',
  'ctrl+u',
  'ctrl+w',
]
const text = fc.oneof(
  fc.constantFrom(...HOSTILE, 'two words ', 'e\u0301', '👍🏽', '\u0301'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const edits = fc.array(fc.oneof(fc.record({ key: fc.constantFrom(...EDITING) }), fc.record({ typed: text })), {
  maxLength: 40,
})

const edit = (field: Edited, each: { readonly key: string } | { readonly typed: string }, most = 500): Edited =>
  'key' in each ? (edited(field, each.key) ?? field) : inserted(field, each.typed, most)

describe('a line of text', () => {
  test('whatever is typed: it holds nothing hidden, and its caret stands between two graphemes', () => {
    fc.assert(
      fc.property(edits, fc.nat({ max: 60 }), (all, most) => {
        all.reduce<Edited>(
          (before, each) => {
            const field = edit(before, each, most)
            expect(field.text.length).toBeLessThanOrEqual(Math.max(most, before.text.length))
            expect(field.text).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u)
            const parts = graphemes(field.text.slice(0, field.caret)).concat(graphemes(field.text.slice(field.caret)))
            expect(parts).toEqual(graphemes(field.text))
            return field
          },
          { text: '', caret: 0 },
        )
      }),
    )
  })

  test('what is typed is taken away again, grapheme by grapheme', () => {
    fc.assert(
      fc.property(text, (given) => {
        const full = inserted({ text: '', caret: 0 }, given, 500)
        const count = graphemes(full.text).length
        const empty = Array.from({ length: count }).reduce<Edited>((field) => edit(field, { key: 'backspace' }), full)
        expect(empty).toEqual({ text: '', caret: 0 })
        const ahead = Array.from({ length: count }).reduce<Edited>((field) => edit(field, { key: 'ctrl+d' }), {
          ...full,
          caret: 0,
        })
        expect(ahead).toEqual({ text: '', caret: 0 })
      }),
    )
  })

  test.each<[string, string, string]>([
    ['one two three|', 'ctrl+w', 'one two |'],
    ['one two |three', 'ctrl+w', 'one |three'],
    ['one two| three', 'ctrl+u', '| three'],
    ['one two| three', 'ctrl+k', 'one two|'],
    ['one |two', 'home', '|one two'],
    ['on|e', 'ctrl+e', 'one|'],
    ['a👩‍👩‍👧‍👦|b', 'left', 'a|👩‍👩‍👧‍👦b'],
    ['a👩‍👩‍👧‍👦|b', 'backspace', 'a|b'],
    ['|e\u0301x', 'ctrl+d', '|x'],
    ['|e\u0301x', 'right', 'e\u0301|x'],
    ['漢|字', 'backspace', '|字'],
  ])('%s and %s: %s', (before, key, after) => {
    const field = { text: before.replace('|', ''), caret: before.indexOf('|') }
    expect(edited(field, key)).toEqual({ text: after.replace('|', ''), caret: after.indexOf('|') })
  })

  test('a long text of many lines becomes one line, cut where the field ends', () => {
    expect(flattened('one\r\n\ttwo\u2028three\x1b[31m\u202e')).toBe('one two three[31m')
    const pasted = inserted({ text: '', caret: 0 }, 'line 👩‍👩‍👧‍👦\n'.repeat(100_000), 500)
    expect(pasted.text.length).toBeLessThanOrEqual(500)
    expect(graphemes(pasted.text).at(-1)).toMatch(/^([lin e]|👩‍👩‍👧‍👦)$/u)
  })
})

// ── keys ─────────────────────────────────────────────────────────────────────────────────────────

describe('keys of a dialog', () => {
  test('letters that come as keys are typed: fast fingers open a dialog and write on', () => {
    const keys = ['b', 'q', 'space', 'a'].map((key): Action => ({ type: 'key', key }))
    expect(fieldOf(act(review(), ...keys).state)?.text).toBe('q a')
  })

  test('tab and arrows go between fields, esc and ctrl+c leave without a decision', () => {
    const at = (...keys: string[]) => fieldOf(press(review(why), ...keys).state)?.name
    expect([at('tab'), at('tab', 'tab'), at('shift+tab'), at('down'), at('down', 'down'), at('up')]).toEqual([
      'until',
      'reason',
      'until',
      'until',
      'until',
      'reason',
    ])
    for (const key of ['esc', 'ctrl+c']) {
      const { state, effects } = press(review(why), 'x', key)
      expect([state.dialog, state.decisions.past, effects, state.leaving]).toEqual([null, [], [], false])
    }
    expect(press(review(why), 'ctrl+z').effects).toEqual([{ type: 'suspend' }])
  })

  test('the filter is seen while it is written; enter keeps it, esc takes it back', () => {
    const state = review({ type: 'filter', before: 'no', caret: 0 })
    const filtering = act(state, typed('mai')).state
    expect(filtering.list.filter).toBe('mai')
    expect(screenOf(filtering).pane.top).toBe(0)
    expect(press(filtering, 'enter').state).toMatchObject({ dialog: null, list: { filter: 'mai' } })
    expect(press(filtering, 'esc').state).toMatchObject({ dialog: null, list: { filter: 'no' } })
    expect(press(filtering, 'backspace', 'ctrl+a', 'x').state.list.filter).toBe('xma')
  })

  test('export: j or m, then a file', () => {
    const { state, effects } = press(review({ type: 'export' }), 'm', 'ctrl+u', 'enter')
    expect(fieldOf(state)?.problem).toBe('A name is needed.')
    expect(effects).toEqual([])
    const done = act(state, typed(' audit.md '), { type: 'key', key: 'enter' })
    expect(done.effects).toEqual([{ type: 'export', format: 'markdown', file: 'audit.md' }])
    expect(done.state.dialog).toBeNull()
    const json = press(review({ type: 'export' }), 'j', 'enter').effects
    expect(json).toEqual([{ type: 'export', format: 'json', file: 'touchstone-report.json' }])
  })

  test('addresses: enter or c copies the one that is selected', () => {
    const links = ['repository', 'home page'].map((label) => ({
      label,
      url: `https://${label.slice(0, 4)}.example/\x1b`,
    }))
    const copy = (...keys: string[]) => press(review({ type: 'links', links }), ...keys)
    expect(copy('enter').effects).toEqual([{ type: 'copy', text: 'https://repo.example/\\x1b', what: 'repository' }])
    expect(copy('j', 'j', 'c').effects).toMatchObject([{ what: 'home page' }])
    expect(copy('j', 'k', 'esc')).toMatchObject({ effects: [], state: { dialog: null } })
  })
})

// ── what is seen ─────────────────────────────────────────────────────────────────────────────────

const DIALOGS: readonly Dialog[] = [
  why,
  askReason({ type: 'block', server: MAIL, basis: basis() }, HOSTILE.join(' '), HOSTILE.join(' ')),
  askFile('json'),
  { type: 'filter', before: '', caret: 0 },
  { type: 'quit' },
  { type: 'export' },
  { type: 'links', links: HOSTILE.map((each) => ({ label: each, url: `https://a.example/${each}` })), at: 9 },
]

describe('what is seen of a dialog', () => {
  test.each([60, 80, 120])(
    'in %i columns: as many lines as it has, none too wide, nothing hidden, keys for all of it',
    (columns) => {
      for (const dialog of DIALOGS) {
        for (const ascii of [true, false]) {
          const lines = dialogLines(review(dialog, [columns, 16], ascii))
          expect(lines).toHaveLength(dialogHeight(dialog))
          for (const each of lines) expect(visible(textOf(each))).toBe(textOf(each))
          const own = lines.map((each) => textOf(each).replace(/[^\x00-\x7f]/g, '') === textOf(each))
          if (ascii && !JSON.stringify(dialog).includes('漢')) expect(own).not.toContain(false)
          expect(dialogKeys(dialog).length).toBeGreaterThan(0)
        }
      }
    },
  )

  test('the caret is always in sight, and what is written in is never wider than the window', () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 12 }),
        fc.array(fc.constantFrom('left', 'ctrl+w', 'home', 'end'), { maxLength: 9 }),
        fc.integer({ min: 60, max: 130 }),
        (parts, keys, columns) => {
          const { state } = press(act(review(why, [columns, 24]), ...parts.map(typed)).state, ...keys)
          const [, , line = []] = dialogLines(state)
          expect(lineWidth(line)).toBeLessThanOrEqual(columns)
          expect(line.filter((each) => each.decoration && each.text === '│')).toHaveLength(1)
        },
      ),
    )
  })

  test('a reason with what is wrong with it', () => {
    const state = act(review(why), typed('We read the code.'), { type: 'key', key: 'enter' }, typed('soon'), {
      type: 'key',
      key: 'enter',
    }).state
    expect(drawn(state)).toMatchInlineSnapshot(`
      "────────────────────────────────────────────────────────────────────────────────
        Accept mail
        Why:   We read the code.

      ▌ Until: soon│
               ▲ soon is no day. Write it as YYYY-MM-DD."
    `)
  })

  test('addresses, and a question, in ASCII', () => {
    const links = [
      { label: 'repository', url: 'https://code.example/mail' },
      { label: 'home page', url: 'https://mail.example' },
    ]
    expect(drawn(review({ type: 'links', links, at: 1 }, [60, 16], true))).toMatchInlineSnapshot(`
      "------------------------------------------------------------
        Addresses
        repository  https://code.example/mail
      > home page   https://mail.example"
    `)
    expect(drawn(review({ type: 'quit' }, [60, 16], true))).toMatchInlineSnapshot(`
      "------------------------------------------------------------
        0 decisions are not written.
        Who leaves without writing loses them."
    `)
  })
})
