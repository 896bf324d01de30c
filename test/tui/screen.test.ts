import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/tui/line.js'
import { notice } from '../../src/tui/state/model.js'
import { screenLines } from '../../src/tui/views/screen.js'
import { done, server, stateWith } from './support/state.js'

const rows = Array.from({ length: 40 }, (_, index) => done(server({ name: `server-${index}`, verdict: 'trust' })))
const state = stateWith({ servers: rows, size: [80, 24] })
const text = (said: string) => screenLines(said === '' ? state : notice(state, 'bad', said)).map(textOf)

describe('a screen', () => {
  it('has as many lines as the terminal, and its body does not move for what is said', () => {
    const [quiet, short, long] = [
      '',
      'Copied.',
      `fresh is not held: ${'there is no release before it. '.repeat(20)}`,
    ].map(text)
    for (const lines of [quiet, short, long]) expect(lines).toHaveLength(24)
    expect(short?.slice(0, 22)).toEqual(quiet?.slice(0, 22))
    expect(long?.slice(0, 20)).toEqual(quiet?.slice(0, 20))
  })

  it('shows the whole of a notice with its next step', () => {
    const said =
      'fresh is not held: There is no release of fresh-mcp before 0.0.1. Block it, or accept it with a reason.'
    expect(text(said).slice(-3).join('').replace(/ +/g, ' ')).toContain('or accept it with a reason.')
  })
})
