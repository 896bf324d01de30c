import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Behaviour, known, type Release, unknown } from '../../src/model.js'
import { layoutOf } from '../../src/tui/history/layout.js'
import { matrixOf, type Row } from '../../src/tui/history/matrix.js'
import { lineWidth } from '../../src/tui/line.js'
import { type Action, type History, type ReviewState, type ScreenOf, screenOf } from '../../src/tui/state/model.js'
import { bodyOf } from '../../src/tui/views/body.js'
import { screenLines } from '../../src/tui/views/screen.js'
import { behaviour, fact } from '../support/facts.js'
import { FIRST_VIEW, historyOf, ID, mailHistory, type ReleaseWords, stateOf } from './history-fixture.js'
import { act, HOSTILE, press, release, screenText } from './support/state.js'

const rowsOf = (history: History, first = 0, last = history.releases.length - 1): readonly Row[] =>
  matrixOf(history, first, last).rows

/** `·●`: absent, then there; `?` not known; `+` before what came, `-` before what went, `~` before what has another form. */
const drawn = ({ cells }: Row): string =>
  cells
    .map(({ presence, turn }) => {
      const sign = turn === null ? '' : { came: '+', gone: '-', changed: '~' }[turn]
      return sign + { unknown: '?', absent: '·', dormant: 'd', install: 'i', runs: '●' }[presence]
    })
    .join('')

const drawnRow = (history: History, name: string): string => {
  const row = rowsOf(history).find((each) => each.name === name)
  if (row === undefined) throw new Error(`no row ${name}`)
  return drawn(row)
}

const host = (name: string) => fact('net.host', name)
const releases = (...all: readonly (readonly [ReleaseWords['facts'], Partial<ReleaseWords>?])[]): History =>
  historyOf(all.map(([facts, more], index) => ({ version: `1.0.${index}`, facts, ...more })))

describe('matrix', () => {
  it('shows a recipient in the release that brought it', () => {
    const [first] = rowsOf(mailHistory())
    expect(first?.name).toBe('bcc collect@elsewhere.example')
    expect(first && drawn(first)).toBe('················+●')
    expect(first?.last).toEqual({ turn: 'came', at: 16, after: 15 })
  })

  it('tells what lies dormant from what runs, as the diff does', () => {
    const dormant = fact('process.spawn', 'sh', {}, { reach: 'dormant' })
    const installs = fact('process.spawn', 'sh', {}, { reach: 'install' })
    const runs = fact('process.spawn', 'sh')
    expect(drawnRow(releases([[dormant]], [[installs]], [[runs]], [[dormant]], [[]]), 'sh')).toBe('d+i●-d·')
  })

  it('has no row for what lies dormant everywhere, and counts it', () => {
    const history = releases([[fact('net.host', 'a.example', {}, { reach: 'dormant' })]])
    expect(matrixOf(history, 0, 0).lines).toEqual([{ type: 'dormant', rows: 1 }])
  })

  it('never takes for absent what is not read', () => {
    const history = releases([[]], [null], ['loading'], ['failed'], [[host('a.example')]], [null], [[]])
    const [row] = rowsOf(history)
    expect(row && drawn(row)).toBe('·???●?·')
    expect(row?.last).toEqual({ turn: 'gone', at: 6, after: 4 })
  })

  it('does not know what a file that could not be read might hold, unless it never could', () => {
    const unanalysed = [{ file: 'dist/big.js', why: 'too deep' }]
    const before = releases([[], { unanalysed }], [[host('a.example')]])
    expect(drawnRow(before, 'a.example')).toBe('?●')
    const always = releases([[], { unanalysed }], [[host('a.example')], { unanalysed }])
    expect(drawnRow(always, 'a.example')).toBe('?●')
    const bytes = (sha256: string) =>
      fact('file.opaque', `too deep ${sha256}`, { path: 'dist/big.js', sha256 }, { reach: 'dormant' })
    const last = [[host('a.example'), bytes('aa')], { unanalysed }] as const
    expect(drawnRow(releases([[bytes('aa')], { unanalysed }], last), 'a.example')).toBe('·+●')
    expect(drawnRow(releases([[bytes('bb')], { unanalysed }], last), 'a.example')).toBe('?●')
  })

  it('does not know whether what lies dormant is reached by what could not be read', () => {
    const dormant = fact('net.host', 'a.example', {}, { reach: 'dormant' })
    const unanalysed = [{ file: 'dist/big.js', why: 'too deep' }]
    const history = releases([[dormant]], [[dormant], { unanalysed }], [[host('a.example')]])
    expect(drawnRow(history, 'a.example')).toBe('d?●')
    expect(rowsOf(history)[0]?.last).toEqual({ turn: 'came', at: 2, after: 0 })
  })

  it('is a row for each subject, whatever form it has', () => {
    const tool = (hash: string) => fact('mcp.tool', `tool:send ${hash}`, { name: 'send', what: 'tool' })
    const history = releases(
      [[tool('a1'), fact('net.egress', 'GET a.example', { host: 'a.example' })]],
      [[tool('a1'), fact('net.egress', 'POST a.example', { host: 'a.example' }), host('a.example')]],
      [[tool('b2'), host('a.example')]],
    )
    expect(rowsOf(history).map((row) => `${row.group} ${row.name} ${drawn(row)}`)).toEqual([
      'hosts a.example ●~●~●',
      'tools send ●●~●',
    ])
  })

  it('puts first what changed, in the order of groups and the newest first, and last what is the same', () => {
    const history = releases(
      [[host('old.example'), fact('env.read', 'TOKEN', { secret: true })]],
      [[host('old.example'), host('first.example'), fact('env.read', 'TOKEN', { secret: true })]],
      [[host('old.example'), host('first.example'), host('second.example'), fact('install.script', 'postinstall: x')]],
    )
    expect(rowsOf(history).map(({ name }) => name)).toEqual([
      'second.example',
      'first.example',
      'TOKEN',
      'postinstall: x',
      'old.example',
    ])
  })

  it('says of the first column what it brought, where the release before it is read', () => {
    const history = releases([[]], [[host('a.example')]], [[host('a.example')]])
    expect(rowsOf(history, 1, 2).map(drawn)).toEqual(['+●●'])
    expect(rowsOf(history, 2, 2).map((row) => [drawn(row), row.last])).toEqual([['●', null]])
  })

  it('agrees with its cells, whatever is read and whatever it holds', () => {
    const states = fc.constantFrom('absent', 'dormant', 'runs', 'unread' as const)
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 20 }), (wanted) => {
        const history = releases(
          ...wanted.map((each): [ReleaseWords['facts']] => {
            if (each === 'unread') return [null]
            if (each === 'absent') return [[]]
            return [[fact('net.host', 'a.example', {}, { reach: each === 'dormant' ? 'dormant' : 'runs' })]]
          }),
        )
        const [row] = rowsOf(history)
        if (!wanted.includes('runs')) {
          expect(row).toBeUndefined()
          return
        }
        expect(row?.cells.map(({ presence }) => presence)).toEqual(
          wanted.map((each) => (each === 'unread' ? 'unknown' : each)),
        )
        for (const [index, cell] of (row?.cells ?? []).entries()) {
          const before = wanted[index - 1]
          const isKnown = before !== undefined && before !== 'unread' && wanted[index] !== 'unread'
          const turned = isKnown && (before === 'runs') !== (wanted[index] === 'runs')
          expect(cell.turn).toBe(turned ? (wanted[index] === 'runs' ? 'came' : 'gone') : null)
        }
      }),
    )
  })
})

const historyScreen = (state: ReviewState): ScreenOf<'history'> => {
  const screen = screenOf(state)
  if (screen.type !== 'history') throw new Error(`this is ${screen.type}`)
  return screen
}
const selectedVersion = (state: ReviewState): string | undefined => {
  const layout = layoutOf(state, historyScreen(state))
  return layout?.timeline.history.releases[layout.timeline.selected]?.version
}
const loadedAs = (history: History): Action => ({
  type: 'history',
  server: ID,
  history: { status: 'loaded', value: history.releases },
})
const read = (version: string, value: Behaviour = behaviour([])): Action => ({
  type: 'behaviour',
  server: ID,
  version,
  behaviour: { status: 'loaded', value },
})

describe('loading', () => {
  const all = mailHistory(40)
  const opened = (): ReviewState => ({ ...stateOf(all), histories: new Map([[ID, { status: 'loading' }]]) })

  it('asks for the newest eight when the releases are there, the newest first', () => {
    const { effects, state } = act(opened(), loadedAs(all))
    expect(effects).toEqual([
      {
        type: 'load behaviours',
        server: ID,
        versions: ['1.0.40', '1.0.39', '1.0.38', '1.0.37', '1.0.36', '1.0.35', '1.0.34', '1.0.33'],
      },
    ])
    const history = state.histories.get(ID)
    expect(history?.status === 'loaded' && [...history.value.behaviours.values()]).toEqual(
      Array.from({ length: 8 }, () => ({ status: 'loading' })),
    )
  })

  it('asks for one more with each step back, and for nothing twice', () => {
    const { effects } = press(act(opened(), loadedAs(all)).state, 'left', 'left', 'right', 'left', 'left')
    expect(effects.flatMap((each) => (each.type === 'load behaviours' ? each.versions : []))).toEqual([
      '1.0.32',
      '1.0.31',
      '1.0.30',
    ])
  })

  it('asks for those around the release that would run, where newer ones are published', () => {
    const state = opened()
    const [row] = state.servers
    const evaluation = row?.evaluation
    if (!row || !evaluation) throw new Error('not audited')
    const server = { ...evaluation.server, release: release('mail-mcp', '1.0.20') }
    const pinned = { ...state, servers: [{ ...row, evaluation: { ...evaluation, server } }] }
    const after = act(pinned, loadedAs(all))
    expect(selectedVersion(after.state)).toBe('1.0.20')
    const [effect] = after.effects
    expect(effect?.type === 'load behaviours' && effect.versions[0]).toBe('1.0.20')
  })

  it('takes answers of a history that is there, and no others', () => {
    const state = act(opened(), loadedAs(all), read('1.0.40')).state
    const history = state.histories.get(ID)
    expect(history?.status === 'loaded' && history.value.behaviours.get('1.0.40')?.status).toBe('loaded')
    expect(act(state, read('9.9.9')).state).toBe(state)
    expect(act(opened(), read('1.0.40')).state.histories.get(ID)).toEqual({ status: 'loading' })
  })

  it('r asks again for what failed, and for the releases themselves', () => {
    const failure = { stage: 'resolve', subject: 'mail-mcp', message: 'is not there', remedy: 'Try again.' } as const
    const failed = act(opened(), { type: 'history', server: ID, history: { status: 'failed', failure } }).state
    expect(screenText(failed)).toContain('mail-mcp: is not there')
    expect(press(failed, 'r').effects).toEqual([{ type: 'load history', server: ID }])
    expect(press(failed, 'left').state.notice?.text).toBe('The releases are not known; r asks for them again.')
    const one = stateOf(releases([[]], ['failed']))
    expect(press(one, 'r').effects).toEqual([{ type: 'load behaviours', server: ID, versions: ['1.0.1'] }])
    expect(press(stateOf(releases([[]])), 'r').state.notice?.text).toBe('All that is asked for is read.')
  })
})

describe('keys', () => {
  it('left and right go through the releases, and do not leave the screen', () => {
    const state = press(stateOf(mailHistory()), 'left', 'h', 'left', 'right', 'l').state
    expect(selectedVersion(state)).toBe('1.0.15')
    expect(press(stateOf(mailHistory()), 'right').state.notice?.text).toBe('This is the newest release.')
    expect(press(state, 'esc').state.screens).toHaveLength(1)
  })

  it('enter compares with the release before, or with the marked one, the older first', () => {
    const before = screenOf(press(stateOf(mailHistory()), 'enter').state)
    expect(before).toMatchObject({ type: 'releases', from: '1.0.15', to: '1.0.16' })
    const marked = screenOf(press(stateOf(mailHistory()), 'm', 'left', 'left', 'left', 'enter').state)
    expect(marked).toMatchObject({ type: 'releases', from: '1.0.13', to: '1.0.16' })
    const swapped = screenOf(press(stateOf(mailHistory()), 'enter', 'x').state)
    expect(swapped).toMatchObject({ type: 'releases', from: '1.0.16', to: '1.0.15' })
  })

  it('enter reads what is not read', () => {
    const { effects } = press(stateOf(mailHistory(16, 1)), 'enter')
    expect(effects).toEqual([{ type: 'load behaviours', server: ID, versions: ['1.0.15'] }])
  })

  it('enter says why there is nothing to compare', () => {
    expect(press(stateOf(releases([[]])), 'enter').state.notice?.text).toMatch(/^There is one release only/)
    expect(press(stateOf(mailHistory()), 'm', 'enter').state.notice?.text).toMatch(/^This release is the marked one/)
    expect(press(stateOf(mailHistory(2)), 'left', 'left', 'enter').state.notice?.text).toMatch(/^This is the oldest/)
  })

  const word = fc.constantFrom(
    ...[
      'left',
      'right',
      'h',
      'l',
      '[',
      ']',
      'up',
      'down',
      'page up',
      'page down',
      'g',
      'G',
      'm',
      'enter',
      'x',
      'r',
      'esc',
    ],
  )
  const resize = fc.record({
    type: fc.constant('resize' as const),
    size: fc.record({ columns: fc.integer({ min: 60, max: 160 }), rows: fc.integer({ min: 16, max: 50 }) }),
  })
  const key = word.map((each): Action => ({ type: 'key', key: each }))
  const answer = fc
    .integer({ min: 0, max: 40 })
    .map((each): Action => read(`1.0.${each}`, behaviour([host(`h${each}.example`)])))

  it('any sequence of them keeps what is selected inside and in sight', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 41 }),
        fc.array(fc.oneof({ weight: 6, arbitrary: key }, resize, answer), { maxLength: 40 }),
        (last, readable, actions) => {
          let state = stateOf(mailHistory(last, Math.min(readable, last + 1)))
          for (const action of actions) {
            state = act(state, action).state
            const screen = screenOf(state)
            const lines = screenLines(state)
            expect(lines).toHaveLength(state.size.rows)
            for (const each of lines) expect(lineWidth(each)).toBeLessThanOrEqual(state.size.columns)
            if (screen.type !== 'history') continue
            const layout = layoutOf(state, screen)
            if (layout === null) throw new Error('the releases are there')
            const { first, last: newest, selected, history } = layout.timeline
            expect(first).toBeGreaterThanOrEqual(0)
            expect(newest).toBeLessThan(history.releases.length)
            expect(selected).toBeGreaterThanOrEqual(first)
            expect(selected).toBeLessThanOrEqual(newest)
            const body = bodyOf(state)
            expect(body.length).toBeLessThanOrEqual(state.size.rows - 4)
            if (layout.row !== null) expect(body.stops.map(({ id }) => id)).toContain(layout.row.id)
          }
        },
      ),
      { numRuns: 60 },
    ))
})

/** Between what is the same on every screen. */
const shown = (state: ReviewState): string => `${screenText(state).split('\n').slice(2, -2).join('\n')}\n`

/** As releases of a package that is all in one version scheme, whatever the scheme is. */
const versioned = (...versions: readonly string[]): History =>
  historyOf(versions.map((version) => ({ version, facts: [host('a.example')] })))

describe('history screen', () => {
  it('shows at 80 columns when a recipient came', async () => {
    await expect(shown(stateOf(mailHistory()))).toMatchFileSnapshot('snapshots/history-80.txt')
  })

  it('shows at 120 columns what is not read yet', async () => {
    const state = press(stateOf(mailHistory(30, 8), { size: [120, 40] }), 'left', 'm', 'left', 'left', 'down').state
    await expect(shown(state)).toMatchFileSnapshot('snapshots/history-120.txt')
  })

  it('shows in ASCII, and in the smallest terminal', async () => {
    await expect(shown(stateOf(mailHistory(), { ascii: true, size: [60, 16] }))).toMatchFileSnapshot(
      'snapshots/history-60.txt',
    )
  })

  it('reads versions downwards, whatever their scheme', () => {
    const heads = (history: History) =>
      screenText(stateOf(history))
        .split('\n')
        .slice(3, 7)
        .map((each) => each.slice(40))
        .join('\n')
    expect(
      `\n${heads(versioned('0.9.1', '0.10.0', '1.0.0-rc.1', '1.0.0', '1.1.0', '2.0.0', '2.0.1'))}\n`,
    ).toMatchInlineSnapshot(`
      "
                 0     1        2
                 9 10  0     1  0
                 1  0 0-  0  0  0  1
                                B ▾R
      "
    `)
    expect(`\n${heads(versioned('2025.9.30', '2025.11.25', '2026.1.2'))}\n`).toMatchInlineSnapshot(`
      "
                2025      2026
                   9   11    1
                  30   25    2
                        B   ▾R
      "
    `)
    expect(`\n${heads(versioned('0.0.20250917', '0.0.20250918', '0.0.123456789012'))}\n`).toMatchInlineSnapshot(`
      "
                   0
                   0
                …917 …918 …012
                        B   ▾R
      "
    `)
  })

  it('shows no day where the registry gives none, and never names what is unknown', () => {
    const undated = { publishedAt: unknown('the registry gives no time of publication') }
    const state = stateOf(releases([[], { release: undated }], [[host('a.example')], { release: undated }]))
    expect(screenText(state)).toContain('1.0.1 · +1 host · would run · 2 of 2')
    expect(screenText(state)).toContain('came with 1.0.1\n')
  })

  it('marks what is locked by what it is compared with', () => {
    const state = stateOf(mailHistory())
    const [row] = state.servers
    if (!row?.evaluation) throw new Error('not audited')
    const { server } = row.evaluation
    const locked = { ...server, baseline: { from: 'lock', release: release('mail-mcp', '1.0.14') } as const }
    const text = screenText({ ...state, servers: [{ ...row, evaluation: { ...row.evaluation, server: locked } }] })
    expect(text).toContain('R would run  L locked  B baseline')
  })

  it('says a row in words where the screen is read aloud', () => {
    const look = { unicode: true, screenReader: true } as ReviewState['look']
    expect(screenText(stateOf(mailHistory(), { look: { ...stateOf(mailHistory()).look, ...look } }))).toContain(
      'bcc collect@elsewhere.example: came with 1.0.16, 2025-08-15',
    )
  })

  it('makes visible what strangers write, and stays aligned', () => {
    const nasty = (index: number): Partial<Release> => ({ deprecated: HOSTILE[index % HOSTILE.length] ?? null })
    const history = historyOf(
      [1, 2, 3].map((each) => ({
        version: `1.0.${each}`,
        release: { ...nasty(each), publisher: known(HOSTILE[each] ?? ''), publishedAt: known(`\x1b[2J\u202e${each}`) },
        facts: [...HOSTILE, '漢'.repeat(300), 'e\u0301'.repeat(300)]
          .filter((_, index) => index % each === 0)
          .flatMap((text) => [
            fact('message.recipient', text),
            fact('mcp.tool', `tool:${text} 1`, { name: text, what: text }),
            fact('fs.write', text, {}, { file: text }),
          ]),
      })),
    )
    for (const keys of [[], ['down', 'down'], ['G'], ['enter'], ['enter', 'x', 'G']]) {
      const state = press(stateOf(history, { size: [80, 50] }), ...keys).state
      for (const each of screenLines(state)) {
        expect(lineWidth(each)).toBeLessThanOrEqual(80)
        for (const { text } of each) expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u)
      }
      if (keys.includes('enter')) continue
      // All cells of a column stand below each other.
      const rows = screenText(state)
        .split('\n')
        .filter((each) => /^(▌| ) {3}\S.* [+−~]?[●·] +[+−~]?[●·] +[+−~]?[●·]$/u.test(each))
      expect(rows.length).toBeGreaterThan(5)
    }
  })

  it('draws a package of a thousand releases and thousands of behaviours', () => {
    const facts = Array.from({ length: 4_000 }, (_, index) => host(`h${index}.example`))
    const history = historyOf(
      Array.from({ length: 1_000 }, (_, index) => ({
        version: `0.${index}.0`,
        facts: index < 960 ? null : facts.slice(0, 3_000 + index),
      })),
    )
    const state = press(stateOf(history, { size: [160, 50] }), 'down', '[', 'G').state
    expect(screenLines(state)).toHaveLength(50)
    expect(historyScreen(state).view.left).toBeGreaterThan(FIRST_VIEW.left)
  })

  it('does not say that nothing stands before the oldest of the releases that are listed, where they are not all', () => {
    const listed = (count: number) =>
      historyOf(Array.from({ length: count }, (_, index) => ({ version: `0.${index}.0`, facts: [] })))
    const oldest = (count: number) =>
      screenText(press(stateOf(listed(count)), ...Array<string>(count - 1).fill('left')).state)
    expect(oldest(1_000)).toContain('older ones are not listed')
    expect(oldest(3)).toContain('nothing stands before it')
  })
})
