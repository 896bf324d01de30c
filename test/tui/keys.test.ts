/** What holds for all keys: the bindings of every room are joined here for the first time. */
import { describe, expect, it } from 'vitest'
import { bindings, keysOn, SCREEN_NAMES } from '../../src/tui/bindings.js'
import { keyName } from '../../src/tui/key-name.js'
import { readKeys } from '../../src/tui/key-reader.js'
import { KEYS, screensOf } from '../../src/tui/keys.js'
import { keysAsMarkdown } from '../../src/tui/keys-markdown.js'
import type { ScreenType } from '../../src/tui/state/model.js'
import { bytesOf } from '../support/terminal.js'
import { inkKey } from './ink-key.js'

const SCREENS = Object.keys(SCREEN_NAMES) as ScreenType[]

describe('the keys', () => {
  it('mean one thing on a screen; one of its own goes before one of every screen', () => {
    const twice = [...SCREENS, 'every screen' as const].flatMap((screen) => {
      const own = KEYS.filter(({ on }) => on === screen || (on !== 'every screen' && on.includes(screen as ScreenType)))
      const keys = own.flatMap((each) => each.keys)
      return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} on ${screen}`)
    })
    expect(twice).toEqual([])
  })

  it('each say what they do, in a few words', () => {
    for (const { keys, label, help } of KEYS) {
      expect(keys.length, help).toBeGreaterThan(0)
      expect(help).toMatch(/^\S.*[^.\s]$/)
      if (label !== null) expect(label).toMatch(/^\S.{0,13}\S$/)
    }
  })

  it('each can be pressed where they act', () => {
    for (const binding of KEYS) {
      const on = binding.on === 'every screen' ? SCREENS : binding.on
      expect(on.length).toBeGreaterThan(0)
      // Somewhere at least; on some screens another binding goes before.
      expect(
        on.flatMap((screen) => keysOn(binding, screen)),
        binding.help,
      ).not.toEqual([])
    }
  })

  it('have names that a terminal can produce', () => {
    const named = [...new Set(KEYS.flatMap(({ keys }) => keys))]
    const produced = named.map((key) => {
      const [input] = readKeys(`${bytesOf(key)}${key === 'esc' ? 'x' : ''}`).inputs
      if (input?.type !== 'keys') return null
      const { text, key: ink } = inkKey(input.text)
      return keyName(text, ink)
    })
    expect(produced).toEqual(named)
  })

  it('lead to help and out of the review from every screen', () => {
    for (const screen of SCREENS) {
      for (const key of ['H', 'q', 'ctrl+c', 'ctrl+z']) {
        const binding = bindings().find((each) => each.keys.includes(key) && each.on === 'every screen')
        expect(binding && keysOn(binding, screen), `${key} on ${screen}`).toContain(key)
      }
    }
    expect(screensOf('H')).toEqual([])
  })

  it('stand in tables for the README, once each', () => {
    const rows = keysAsMarkdown()
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    expect(rows).toHaveLength(KEYS.length)
    for (const row of rows) expect(row).toMatch(/^\| (`[^`]+` ?)+ \| [^|]+ \|$/)
  })
})
