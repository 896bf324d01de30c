/** The review in Ink, in memory: what is drawn, what keys and texts do, what a screen reader hears. */
import { setTimeout as wait } from 'node:timers/promises'
import { render as renderInk } from 'ink'
import { render } from 'ink-testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { App } from '../../src/tui/app.js'
import { paste } from '../../src/tui/press.js'
import type { Action, ReviewState } from '../../src/tui/state/model.js'
import { createStore, type Store } from '../../src/tui/store.js'
import { themeOf } from '../../src/tui/theme.js'
import { spokenLines } from '../../src/tui/views/aloud.js'
import { finding, HOSTILE, screenText, server, stateWith } from './support/state.js'

// Ink draws nothing on what it takes for a CI; here the terminal is one of a person.
vi.hoisted(() => {
  for (const name of ['CI', 'CONTINUOUS_INTEGRATION']) vi.stubEnv(name, 'false')
})

const plain = themeOf({ depth: 0, background: 'unknown', links: false })
const servers = [
  server({ name: 'mail', verdict: 'block', findings: [finding('high')] }),
  server({ name: 'notes', verdict: 'trust' }),
]

interface Opened {
  readonly store: Store
  readonly frame: () => string
  readonly type: (text: string) => Promise<void>
  readonly errors: unknown[]
}

const apps: { unmount(): void }[] = []
afterEach(() => {
  for (const app of apps.splice(0)) app.unmount()
})

function open(state: ReviewState, theme = plain): Opened {
  const store = createStore(state, () => {})
  const errors: unknown[] = []
  const app = render(
    <App store={store} paint={(line) => theme.paint(line) || ' '} onError={(error) => errors.push(error)} />,
  )
  apps.push(app)
  return {
    store,
    errors,
    frame: () => app.lastFrame() ?? '',
    async type(text) {
      app.stdin.write(text)
      await wait(0)
    },
  }
}

/** Ink leaves out what would be blank at the end of a line. */
const trimmed = (text: string): string => text.replace(/[ ]+$/gm, '')

describe('the app', () => {
  it('draws the lines of the state as they are', async () => {
    const state = stateWith({ servers: [...servers, ...HOSTILE.map((name) => server({ name }))], size: [100, 30] })
    expect(trimmed(open(state).frame())).toBe(screenText(state))
  })

  it('keeps colours and links within their spans', () => {
    const theme = themeOf({ depth: 2, background: 'dark', links: true })
    const frame = open(stateWith({ servers, size: [100, 20] }), theme).frame()
    for (const line of frame.split('\n')) {
      expect(line.match(/\x1b\]8;;[^\x07]+\x07/g)?.length ?? 0).toBe(line.match(/\x1b\]8;;\x07/g)?.length ?? 0)
      expect(line.replace(/\x1b\[[\d;]*m|\x1b\]8;;[^\x07]*\x07/g, '')).not.toContain('\x1b')
    }
  })

  it('takes keys that come at once for several, and what follows one that opens a field for text', async () => {
    const { store, type } = open(stateWith({ servers }))
    await type('jjk')
    expect(store.state().notice).toBeNull()
    await type('/mai')
    expect(store.state().dialog).toMatchObject({ type: 'filter' })
    expect(store.state().list.filter).toBe('mai')
    await type('l')
    expect(store.state().list.filter).toBe('mail')
  })

  it('writes a pasted text into a field as one line, and else does nothing with it', () => {
    const { store } = open(stateWith({ servers }))
    paste(store, 'q\ny')
    expect(store.state()).toMatchObject({ leaving: false, notice: { text: 'Pasted text is only taken in a field.' } })
    store.dispatch({ type: 'key', key: '/' })
    paste(store, ' mail\n\tnotes\x1b[A ')
    expect(store.state().list.filter).toBe('mail notes [A')
  })

  it('decides nothing on a screen that is too small to be read, but can be left', async () => {
    const { store, type, frame } = open(stateWith({ servers, size: [59, 24] }))
    expect(frame()).toContain('60 columns and 16 lines; here are 59 and 24.')
    await type('abA/')
    expect(store.state()).toMatchObject({ dialog: null, notice: null })
    expect(store.state().decisions.pending.servers.size).toBe(0)
    await type('q')
    expect(store.state().leaving).toBe(true)
  })

  it('fits whatever size the window has', () => {
    for (const [columns, rows] of [
      [1, 1],
      [10, 3],
      [59, 16],
      [60, 15],
      [60, 16],
      [80, 24],
      [300, 100],
    ] as const) {
      const state = stateWith({ servers, size: [columns, rows] })
      expect(screenText(state).split('\n').length, `${columns} × ${rows}`).toBeLessThanOrEqual(rows)
    }
  })

  it('says what breaks a screen, and draws no stack', () => {
    const { errors, frame } = open({ ...stateWith({ servers }), screens: [] as unknown as ReviewState['screens'] })
    expect(errors).toHaveLength(1)
    expect(frame()).not.toContain('at ')
  })
})

describe('the store', () => {
  const events: readonly Action[] = [{ type: 'audit', run: 1, event: { type: 'discovered', servers: [] } }]

  it.each([
    [false, 100],
    [true, 5_500],
  ])('tells how the audit moves on seldom, more so to a screen reader (%s)', (screenReader, within) => {
    vi.useFakeTimers()
    try {
      const first = stateWith({ look: { unicode: true, screenReader }, audit: { status: 'running' } })
      const store = createStore(first, () => {})
      let drawn = 0
      store.subscribe(() => {
        drawn += 1
      })
      for (let each = 0; each < 50; each += 1) for (const event of events) store.dispatch(event)
      expect(drawn).toBe(0)
      expect(store.drawn()).toBe(first)
      vi.advanceTimersByTime(within)
      expect(drawn).toBe(1)
      store.dispatch({ type: 'key', key: 'H' })
      expect(drawn).toBe(2)
      expect(store.drawn()).toBe(store.state())
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('for a screen reader', () => {
  const look = { unicode: true, screenReader: true }

  it('rows are sentences, what is selected is said, and nothing is decoration', () => {
    const state = stateWith({ servers, look })
    const lines = spokenLines(state)
    expect(lines.filter((each) => each.startsWith('selected: '))).toHaveLength(1)
    expect(lines.find((each) => each.startsWith('selected: '))).toContain('mail')
    expect(lines.join('\n')).not.toMatch(/[─█░▌⠋]| {2}/)
    expect(lines.at(-1)).toMatch(/^Keys: enter open, /)
    expect(lines).toMatchInlineSnapshot(`
      [
        "touchstone, 1 block · 1 trust, 4 s",
        "verdict, score, name, version, findings, age, clients",
        "selected: BLOCK, 10, mail, 1.0.16, 1 high, 14d, cursor",
        "TRUST, 95, notes, 1.0.16, none, 14d, cursor",
        "Keys: enter open, a accept, h hold, b block, i let pass, w write, ? help, q quit",
      ]
    `)
  })

  it('Ink reads them out on the normal screen, and again when there is news', async () => {
    const written: string[] = []
    const stdout = { columns: 80, rows: 24, write: (text: string) => written.push(text), on() {}, off() {} }
    const store = createStore(stateWith({ servers, look }), () => {})
    const stdin = {
      isTTY: true,
      setEncoding() {},
      setRawMode() {},
      ref() {},
      unref() {},
      read: () => null,
      addListener() {},
      removeListener() {},
    }
    const app = renderInk(<App store={store} paint={plain.paint} onError={() => {}} />, {
      stdin: stdin as unknown as NodeJS.ReadStream,
      stdout: stdout as unknown as NodeJS.WriteStream,
      isScreenReaderEnabled: true,
      patchConsole: false,
    })
    apps.push(app)
    expect(written.join('')).toContain('selected: ')
    const before = written.length
    store.dispatch({ type: 'key', key: 'j' })
    await wait(20)
    expect(written.slice(before).join('')).toContain('notes')
  })
})
