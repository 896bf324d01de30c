/** Colours and signs by meaning. A sign or a colour never stands alone: the word is always beside it. */
import picocolors from 'picocolors'
import type { Severity, Verdict } from '../model.js'

export interface Look {
  readonly color: boolean
  /** Whether the terminal draws more than ASCII. */
  readonly unicode: boolean
}

export type Paint = (text: string) => string

export interface Style {
  readonly verdict: Readonly<Record<Verdict, Paint>>
  readonly severity: Readonly<Record<Severity, Paint>>
  readonly strong: Paint
  /** Labels, ids and other company of what is said. */
  readonly quiet: Paint
  /** file:line */
  readonly place: Paint
  readonly added: Paint
  readonly removed: Paint
  readonly sign: Readonly<
    Record<Verdict | 'failure' | 'remedy' | 'arrow' | 'dot' | 'ellipsis' | 'minus' | 'rule' | 'way', string>
  >
}

const UNICODE: Style['sign'] = {
  block: '✖',
  review: '▲',
  trust: '✔',
  unknown: '?',
  failure: '✖',
  remedy: '→',
  arrow: '→',
  dot: '·',
  ellipsis: '…',
  minus: '−',
  rule: '─',
  way: '›',
}

const ASCII: Style['sign'] = {
  block: 'x',
  review: '!',
  trust: '+',
  unknown: '?',
  failure: 'x',
  remedy: '>',
  arrow: '->',
  dot: '|',
  ellipsis: '...',
  minus: '-',
  rule: '-',
  way: '>',
}

export function style({ color, unicode }: Look): Style {
  const paint = picocolors.createColors(color)
  const bold =
    (tone: Paint): Paint =>
    (text) =>
      paint.bold(tone(text))
  return {
    verdict: {
      block: bold(paint.red),
      review: bold(paint.yellow),
      trust: bold(paint.green),
      unknown: bold(paint.magenta),
    },
    severity: {
      critical: bold(paint.red),
      high: paint.red,
      medium: paint.yellow,
      low: paint.blue,
      info: paint.dim,
    },
    strong: paint.bold,
    quiet: paint.dim,
    place: paint.cyan,
    added: paint.green,
    removed: paint.red,
    sign: unicode ? UNICODE : ASCII,
  }
}

/**
 * Whether to colour a stream, after no-color.org and the FORCE_COLOR of Node: a flag beats FORCE_COLOR, which beats
 * NO_COLOR, which beats what the stream is. `TERM=dumb` takes none.
 */
export function colorWanted(
  env: Readonly<Record<string, string | undefined>>,
  stream: { readonly isTTY?: boolean | undefined },
  flag: boolean,
): boolean {
  if (!flag) return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0'
  if (env.NO_COLOR) return false
  return stream.isTTY === true && env.TERM !== 'dumb'
}

/** Whether the locale is UTF-8 (POSIX: LC_ALL, then LC_CTYPE, then LANG). Windows terminals have been since ConPTY. */
export function unicodeWanted(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG
  if (platform === 'win32') return env.TERM !== 'dumb' && env.TERM !== 'linux'
  if (env.TERM === 'linux') return false
  if (locale === undefined) return platform === 'darwin'
  return /utf-?8/i.test(locale)
}
