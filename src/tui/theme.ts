/** How meanings look: colours for what the terminal can draw, and signs for what its font can. */
import { Chalk } from 'chalk'
import type { Severity, Verdict } from '../model.js'
import type { Line, Span, Tone } from './line.js'

/** None, 16, 256 or 16 million colours. */
export type ColorDepth = 0 | 1 | 2 | 3
/** Of the terminal; `unknown` takes colours that can be read on both. */
export type Background = 'dark' | 'light' | 'unknown'

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
  severity: { critical: '✖', high: '✖', medium: '▲', low: '·', info: '·' },
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
  severity: { critical: 'x', high: 'x', medium: '!', low: '-', info: '-' },
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

export interface Theme {
  /** A line as the terminal draws it: with SGR sequences, and OSC 8 links where `links`. */
  paint(line: Line): string
}

export function themeOf({
  depth,
}: {
  readonly depth: ColorDepth
  readonly background: Background
  readonly links: boolean
}): Theme {
  const chalk = new Chalk({ level: depth })
  const tones: Partial<Record<Tone, (text: string) => string>> = {
    quiet: chalk.dim,
    accent: chalk.cyan,
    place: chalk.cyan,
    trust: chalk.green,
    review: chalk.yellow,
    block: chalk.red,
    unknown: chalk.magenta,
    critical: chalk.red,
    high: chalk.red,
    medium: chalk.yellow,
    low: chalk.blue,
    info: chalk.dim,
    added: chalk.green,
    removed: chalk.red,
    pending: chalk.magenta,
    keyword: chalk.magenta,
    string: chalk.green,
    number: chalk.yellow,
    comment: chalk.dim,
  }
  const painted = ({ text, tone, strong }: Span): string => {
    const toned = tones[tone]?.(text) ?? text
    return strong ? chalk.bold(toned) : toned
  }
  return { paint: (line) => line.map(painted).join('') }
}
