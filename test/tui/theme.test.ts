import { describe, expect, it } from 'vitest'
import { line, span, strong, TONES, textOf } from '../../src/tui/line.js'
import { backgroundFrom, colorsOf, lookOf } from '../../src/tui/look.js'
import {
  ASCII_SIGNS,
  type Background,
  type ColorDepth,
  linkable,
  PALETTES,
  rgbOf,
  themeOf,
  UNICODE_SIGNS,
} from '../../src/tui/theme.js'

type Rgb = readonly [number, number, number]

/** WCAG 2. */
function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((each) => {
    const part = each / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (a: Rgb, b: Rgb): number =>
  (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05)

const BLACK: Rgb = [0, 0, 0]
const WHITE: Rgb = [255, 255, 255]

describe('colours', () => {
  it.each<[Background, readonly Rgb[], number]>([
    ['dark', [BLACK, [0x1e, 0x1e, 0x1e]], 5],
    ['light', [WHITE, [0xfd, 0xf6, 0xe3]], 5],
    ['unknown', [BLACK, WHITE], 3.9],
  ])('can be read on a background that is %s', (background, behind, least) => {
    const weak = Object.entries(PALETTES[background]).flatMap(([hue, color]) =>
      behind.filter((each) => contrast(rgbOf(color), each) < least).map((each) => `${hue} on ${each}`),
    )
    expect(weak).toEqual([])
  })

  /** What xterm draws for the 16; others draw them easier to read. */
  const XTERM: Readonly<Record<string, Rgb>> = {
    31: [205, 0, 0],
    35: [205, 0, 205],
    34: [0, 0, 238],
    32: [0, 205, 0],
    33: [205, 205, 0],
    36: [0, 205, 205],
  }

  it('of the 16 are those that can be read, too', () => {
    const used = (background: Background): Rgb[] => {
      const theme = themeOf({ depth: 1, background, links: false })
      const painted = TONES.map((tone) => theme.paint(line(span('x', tone)))).join('')
      return [...painted.matchAll(/\x1b\[(3[1-6])m/g)].map(([, code]) => XTERM[code ?? ''] ?? BLACK)
    }
    for (const each of used('dark')) expect(contrast(each, BLACK)).toBeGreaterThan(3)
    for (const each of used('unknown')) {
      expect(contrast(each, BLACK)).toBeGreaterThan(3)
      expect(contrast(each, WHITE)).toBeGreaterThan(3)
    }
  })

  const sentence = line(
    strong('BLOCK', 'block'),
    ' score ',
    span('high', 'high'),
    span(' page', 'place', { href: 'https://docs.example/é' }),
  )

  it.each<[ColorDepth, Background, boolean]>([
    [0, 'unknown', false],
    [0, 'unknown', true],
    [1, 'dark', false],
    [1, 'light', false],
    [1, 'unknown', false],
    [2, 'dark', true],
    [3, 'light', false],
  ])('a line at depth %i, %s, links %s', (depth, background, links) => {
    expect(JSON.stringify(themeOf({ depth, background, links }).paint(sentence))).toMatchSnapshot()
  })

  it('none at all, and no other escape, where there are no colours and no links', () => {
    const theme = themeOf({ depth: 0, background: 'dark', links: false })
    for (const tone of TONES) expect(theme.paint(line(strong('text', tone)))).toBe('text')
    expect(theme.paint(sentence)).toBe(textOf(sentence))
  })

  it('never tell a verdict or a severity apart alone: signs do, too, and words stand beside them', () => {
    for (const { verdict, severity } of [UNICODE_SIGNS, ASCII_SIGNS]) {
      expect(new Set(Object.values(verdict)).size).toBe(4)
      expect(new Set(Object.values(severity)).size).toBe(5)
    }
    expect(JSON.stringify(ASCII_SIGNS)).toMatch(/^[\x20-\x7e]*$/)
  })
})

describe('links', () => {
  it.each([
    ['https://docs.example/a b', null],
    ['https://docs.example/\x1b]8;;evil', null],
    ['https://docs.example/\u009c', null],
    ['java\nscript:alert(1)', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['https://user:secret@docs.example/', 'https://docs.example/'],
    [`https://docs.example/${'a'.repeat(2_000)}`, null],
    ['not an address', null],
    ['https://docs.example/;x=\u202e名', 'https://docs.example/;x=%E2%80%AE%E5%90%8D'],
    ['HTTP://Docs.Example', 'http://docs.example/'],
  ])('%j', (text, address) => expect(linkable(text)).toBe(address))
})

describe('what a terminal can', () => {
  const tty = { stdout: { isTTY: true }, platform: 'linux' as NodeJS.Platform, color: true }
  const depth = (env: Readonly<Record<string, string>>, more = {}): number => colorsOf({ ...tty, env, ...more }).depth

  it.each<[Readonly<Record<string, string>>, ColorDepth]>([
    [{ TERM: 'xterm' }, 1],
    [{ TERM: 'linux' }, 1],
    [{ TERM: 'screen' }, 1],
    [{ TERM: 'xterm-256color' }, 2],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux' }, 2],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, 2],
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, 3],
    [{ TERM: 'xterm-kitty' }, 3],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.5.0' }, 3],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '2.9.0' }, 2],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '3' }, 3],
    [{ TERM: 'xterm', FORCE_COLOR: '2' }, 2],
    [{ TERM: 'xterm-256color', FORCE_COLOR: '0' }, 0],
    [{ TERM: 'dumb' }, 0],
    // No build server, but a person: a terminal is there.
    [{ TERM: 'xterm-256color', CI: 'true' }, 2],
  ])('%j has colours of depth %i', (env, expected) => expect(depth(env)).toBe(expected))

  it('has none with --no-color, and all on Windows', () => {
    expect(depth({ TERM: 'xterm-256color', FORCE_COLOR: '3' }, { color: false })).toBe(0)
    expect(depth({}, { platform: 'win32' })).toBe(3)
  })

  it.each<[string | undefined, Background]>([
    ['15;0', 'dark'],
    ['0;15', 'light'],
    ['0;7', 'light'],
    ['12;8', 'dark'],
    ['0;default;15', 'light'],
    ['default;default', 'unknown'],
    ['0;99', 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ])('COLORFGBG=%s is %s', (COLORFGBG, expected) => {
    expect(colorsOf({ ...tty, env: { TERM: 'xterm', COLORFGBG } }).background).toBe(expected)
  })

  it('may say itself what is behind its text', () => {
    expect(backgroundFrom([0, 0, 0])).toBe('dark')
    expect(backgroundFrom([0, 0.17, 0.21])).toBe('dark')
    expect(backgroundFrom([0.99, 0.96, 0.89])).toBe('light')
  })

  it.each<[Readonly<Record<string, string>>, boolean]>([
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM: 'linux', VTE_VERSION: '7200' }, false],
    [{ TERM: 'screen-256color', TERM_PROGRAM: 'vscode' }, false],
    [{ TERM: 'xterm-256color', VTE_VERSION: '7200' }, true],
    [{ TERM: 'xterm-256color', VTE_VERSION: '5000' }, false],
    [{ TERM: 'xterm-256color', WT_SESSION: 'x' }, true],
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }, true],
    [{ TERM: 'screen', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }, false],
    [{ TERM: 'xterm-256color', FORCE_HYPERLINK: '1' }, true],
    [{ TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }, false],
  ])('%j knows links: %s', (env, expected) => expect(colorsOf({ ...tty, env }).links).toBe(expected))

  it('signs that the locale has, and whether a screen reader reads', () => {
    const look = (env: Readonly<Record<string, string>>) => lookOf({ env, platform: 'linux' }, '/home/u')
    expect(look({ LANG: 'en_US.UTF-8' })).toEqual({ unicode: true, screenReader: false, home: '/home/u' })
    expect(look({ LANG: 'C', INK_SCREEN_READER: 'true' })).toMatchObject({ unicode: false, screenReader: true })
  })
})
