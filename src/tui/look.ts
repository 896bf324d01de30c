/** What a terminal can draw, from what the environment says of it. Pure. */
import { colorWanted, unicodeWanted } from '../report/style.js'
import type { Look } from './state/model.js'
import type { Background, ColorDepth, Colors } from './theme.js'

type Env = Readonly<Record<string, string | undefined>>

export interface Terminal {
  readonly env: Env
  readonly platform: NodeJS.Platform
  readonly stdout: { readonly isTTY?: boolean | undefined }
  /** `--no-color` is false. */
  readonly color: boolean
}

export const colorsOf = ({ env, platform, stdout, color }: Terminal): Colors => ({
  depth: colorWanted(env, stdout, color) ? depthOf(env, platform) : 0,
  background: backgroundOf(env),
  links: linksKnown(env),
})

/** @param home the user's, absolute; whether a screen reader reads is asked as Ink asks it: `INK_SCREEN_READER=true` */
export const lookOf = ({ env, platform }: Pick<Terminal, 'env' | 'platform'>, home: string): Look => ({
  unicode: unicodeWanted(env, platform),
  screenReader: env.INK_SCREEN_READER === 'true',
  home,
})

/** Terminals that know 16 million colours, and do not always say so: far away, COLORTERM does not come along. */
const TRUE_COLOR_TERM = /-(?:direct|truecolor)$|^(?:xterm-)?(?:kitty|ghostty)$|^(?:alacritty|foot|wezterm|contour)/
const TRUE_COLOR_PROGRAM = /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|WarpTerminal)$/

/** FORCE_COLOR first (1, 2, 3 as in Node), then what the terminal says of itself. */
function depthOf(env: Env, platform: NodeJS.Platform): ColorDepth {
  const { FORCE_COLOR: forced, COLORTERM: colors = '', TERM: term = '', TERM_PROGRAM: program = '' } = env
  if (forced === '1' || forced === '2' || forced === '3') return Number(forced) as ColorDepth
  if (/^(?:truecolor|24bit)$/i.test(colors) || env.WT_SESSION || platform === 'win32') return 3
  // What the outer terminal can is not what a multiplexer hands on.
  const multiplexed = /^(?:screen|tmux)/.test(term)
  if (!multiplexed && (TRUE_COLOR_TERM.test(term) || isProgramOf(env, TRUE_COLOR_PROGRAM))) return 3
  return /-256(?:color)?\b/.test(term) || program === 'Apple_Terminal' ? 2 : 1
}

const isProgramOf = ({ TERM_PROGRAM: program = '', TERM_PROGRAM_VERSION: version = '' }: Env, known: RegExp): boolean =>
  known.test(program) && !(program === 'iTerm.app' && /^[0-2]\./.test(version))

/** `COLORFGBG` ends with the background's number of the 16: black to cyan and grey are dark, the others light. */
function backgroundOf({ COLORFGBG: colors = '', TERM: term }: Env): Background {
  const [, number] = /^(?:[\w ]+;){1,2}(\d{1,2})$/.exec(colors) ?? []
  if (number !== undefined && Number(number) < 16) return /^[0-68]$/.test(number) ? 'dark' : 'light'
  return term === 'linux' ? 'dark' : 'unknown'
}

/** Those of https://github.com/Alhadis/OSC8-Adoption that say who they are. Others may print the sequence. */
const LINK_PROGRAM = /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|WarpTerminal|Tabby|mintty|zed)$/
const LINK_TERM = /^(?:xterm-)?(?:kitty|ghostty)$|^(?:alacritty|foot|wezterm|contour)/

function linksKnown(env: Env): boolean {
  const { TERM: term = '', TERM_PROGRAM: program, TERM_PROGRAM_VERSION: version = '', VTE_VERSION: vte } = env
  if (env.FORCE_HYPERLINK !== undefined) return !/^(?:0|false|)$/i.test(env.FORCE_HYPERLINK)
  // tmux hands links on since 3.4.
  if (program === 'tmux') return Number.parseFloat(version) >= 3.4
  if (/^(?:dumb|linux|screen|tmux)/.test(term)) return false
  // VTE of 0.50.0 crashes on some of them.
  if (vte !== undefined) return /^\d+$/.test(vte) && Number(vte) > 5000
  return (
    isProgramOf(env, LINK_PROGRAM) ||
    LINK_TERM.test(term) ||
    Boolean(env.WT_SESSION || env.KONSOLE_VERSION || env.KITTY_WINDOW_ID)
  )
}

/** @param rgb what the terminal says is behind its text, each part from 0 to 1; halfway of the lightness that is seen (CIE L* 50) */
export function backgroundFrom([red, green, blue]: readonly [number, number, number]): Background {
  const linear = (part: number): number => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) < 0.184 ? 'dark' : 'light'
}
