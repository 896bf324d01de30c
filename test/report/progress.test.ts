import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProgress } from '../../src/report/progress.js'

describe('progress', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const stream = (isTTY: boolean) => {
    const written: string[] = []
    return { isTTY, columns: 40, write: (text: string) => written.push(text), written }
  }
  const state = { done: 1, total: 3, doing: 'fetching mail-mcp\x1b[2J' }

  it('draws one line after a moment, over itself, and clears it', () => {
    const terminal = stream(true)
    const progress = createProgress(terminal, { quiet: false, unicode: true })
    progress.update(state)
    expect(terminal.written).toEqual([])
    vi.advanceTimersByTime(400)
    expect(terminal.written[0]).toBe('\r\x1b[2K⠋ 1/3 fetching mail-mcp\\x1b[2J')
    expect(terminal.written.length).toBeGreaterThan(1)
    expect(terminal.written.join('')).not.toContain('\n')
    progress.stop()
    expect(terminal.written.at(-1)).toBe('\r\x1b[2K')
    const { length } = terminal.written
    vi.advanceTimersByTime(1000)
    expect(terminal.written).toHaveLength(length)
  })

  it('shows nothing of work that ends at once', () => {
    const terminal = stream(true)
    const progress = createProgress(terminal, { quiet: false, unicode: true })
    progress.update(state)
    progress.stop()
    vi.advanceTimersByTime(1000)
    expect(terminal.written).toEqual([])
  })

  it.each([
    ['a pipe', false, false],
    ['--quiet', true, true],
  ])('shows nothing for %s', (_, isTTY, quiet) => {
    const terminal = stream(isTTY)
    const progress = createProgress(terminal, { quiet, unicode: true })
    progress.update(state)
    vi.advanceTimersByTime(1000)
    progress.stop()
    expect(terminal.written).toEqual([])
  })
})
