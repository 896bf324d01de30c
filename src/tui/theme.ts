/** How meanings look: colours for what the terminal can draw, and signs for what its font can. */
import { Chalk, type ChalkInstance } from 'chalk'
import type { Severity, Verdict } from '../model.js'
import { webAddress } from '../registry/addresses.js'
import type { Line, Span, Tone } from './line.js'

/** None, 16, 256 or 16 million colours. */
export type ColorDepth = 0 | 1 | 2 | 3
/** Of the terminal; `unknown` takes colours that can be read on both. */
export type Background = 'dark' | 'light' | 'unknown'

/** What the terminal can draw with. */
export interface Colors {
  readonly depth: ColorDepth
  readonly background: Background
  /** Whether it knows OSC 8 links. */
  readonly links: boolean
}

export interface Signs {
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly severity: Readonly<Record<Severity, string>>
  readonly spinner: readonly string[]
  readonly bar: { readonly full: string; readonly empty: string }
  readonly cursor: string
  readonly arrow: string
  readonly dot: string
  readonly ellipsis: string
  readonly rule: string
  readonly present: string
  readonly absent: string
  readonly open: string
  readonly closed: string
  readonly branch: string
  readonly lastBranch: string
  readonly trunk: string
  readonly minus: string
}

export const UNICODE_SIGNS: Signs = {
  verdict: { block: '✖', review: '▲', trust: '✔', unknown: '?' },
  severity: { critical: '✖', high: '▲', medium: '◆', low: '○', info: '·' },
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  bar: { full: '█', empty: '░' },
  cursor: '▌',
  arrow: '→',
  dot: '·',
  ellipsis: '…',
  rule: '─',
  present: '●',
  absent: '·',
  open: '▾',
  closed: '▸',
  branch: '├─',
  lastBranch: '└─',
  trunk: '│ ',
  minus: '−',
}

export const ASCII_SIGNS: Signs = {
  verdict: { block: 'x', review: '!', trust: '+', unknown: '?' },
  severity: { critical: 'x', high: '!', medium: '*', low: 'o', info: '.' },
  spinner: ['|', '/', '-', '\\'],
  bar: { full: '#', empty: '.' },
  cursor: '>',
  arrow: '->',
  dot: '|',
  ellipsis: '...',
  rule: '-',
  present: '*',
  absent: '.',
  open: 'v',
  closed: '>',
  branch: '|-',
  lastBranch: '`-',
  trunk: '| ',
  minus: '-',
}

const HUES = ['gray', 'red', 'yellow', 'green', 'cyan', 'blue', 'magenta'] as const
type Hue = (typeof HUES)[number]

const HUE_OF: Readonly<Record<Exclude<Tone, 'plain'>, Hue>> = {
  quiet: 'gray',
  accent: 'cyan',
  place: 'cyan',
  trust: 'green',
  review: 'yellow',
  block: 'red',
  unknown: 'magenta',
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'gray',
  added: 'green',
  removed: 'red',
  pending: 'magenta',
  keyword: 'magenta',
  string: 'green',
  number: 'yellow',
  comment: 'gray',
}

/**
 * Colours of the 256 by background. On a known one the contrast is 5:1 and more; where it is unknown it is about 4:1 on black and
 * on white (WCAG 2, `test/tui/theme.test.ts`).
 */
export const PALETTES: Readonly<Record<Background, Readonly<Record<Hue, number>>>> = {
  dark: { gray: 246, red: 203, yellow: 221, green: 114, cyan: 80, blue: 75, magenta: 177 },
  light: { gray: 241, red: 124, yellow: 94, green: 22, cyan: 24, blue: 26, magenta: 90 },
  unknown: { gray: 243, red: 196, yellow: 130, green: 28, cyan: 30, blue: 63, magenta: 133 },
}

/**
 * Of the 16 those that can be read in the palettes of common terminals: yellow and cyan vanish on white, blue on black. What is
 * missing keeps the colour of plain text; the word and the sign say it all the same.
 */
const SIXTEEN = {
  dark: { red: 'red', yellow: 'yellow', green: 'green', cyan: 'cyan', blue: 'cyan', magenta: 'magenta' },
  light: { red: 'red', yellow: 'magenta', green: 'green', cyan: 'blue', blue: 'blue', magenta: 'magenta' },
  unknown: { red: 'red', yellow: 'magenta', magenta: 'magenta' },
} as const satisfies Readonly<Record<Background, Readonly<Partial<Record<Hue, string>>>>>

type Paint = (text: string) => string

export interface Theme {
  /** A line as the terminal draws it: with SGR sequences, and OSC 8 links where `links`. */
  paint(line: Line): string
}

export function themeOf({ depth, background, links }: Colors): Theme {
  const chalk = new Chalk({ level: depth })
  const paints = paintsOf(chalk, background)
  const painted = ({ text, tone, strong, href }: Span): string => {
    const toned = tone === 'plain' ? text : paints[HUE_OF[tone]](text)
    const whole = strong ? chalk.bold(toned) : toned
    return links && href !== undefined ? linked(whole, href) : whole
  }
  return { paint: (line) => line.map(painted).join('') }
}

function paintsOf(chalk: ChalkInstance, background: Background): Readonly<Record<Hue, Paint>> {
  const of = (hue: Hue): Paint => {
    if (chalk.level >= 2) {
      const color = PALETTES[background][hue]
      return chalk.level === 2 ? chalk.ansi256(color) : chalk.rgb(...rgbOf(color))
    }
    if (hue === 'gray') return chalk.dim
    const names: Readonly<Partial<Record<Hue, keyof typeof chalk & Hue>>> = SIXTEEN[background]
    const name = names[hue]
    return name === undefined ? (text) => text : chalk[name]
  }
  const [gray, red, yellow, green, cyan, blue, magenta] = HUES.map(of) as [
    Paint,
    Paint,
    Paint,
    Paint,
    Paint,
    Paint,
    Paint,
  ]
  return { gray, red, yellow, green, cyan, blue, magenta }
}

/** What the number of one of the 256 stands for: a cube of 6 × 6 × 6 from 16 on, then greys (xterm). */
export function rgbOf(color: number): readonly [number, number, number] {
  if (color >= 232) return [8 + (color - 232) * 10, 8 + (color - 232) * 10, 8 + (color - 232) * 10]
  const level = (of: number): number => (of === 0 ? 0 : 55 + of * 40)
  const at = color - 16
  return [level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6)]
}

/** Ended by BEL: Ink takes an OSC that ends otherwise for text. Nothing but a plain web address gets through. */
function linked(text: string, href: string): string {
  const url = linkable(href)
  return url === null ? text : `\x1b]8;;${url}\x07${text}\x1b]8;;\x07`
}

/** An address as a terminal may have it. `URL` drops line breaks and tabs; who writes them has something in mind. */
export const linkable = (text: string): string | null => (/[\s\x00-\x1f\x7f-\x9f]/.test(text) ? null : webAddress(text))
