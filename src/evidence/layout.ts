/**
 * Lays out code anew that stands on one long line, token by token: each bracket that holds much, each statement and each part of a
 * list on lines of its own. Nothing is left out or put in but blanks, so that what is read is what runs; no syntax tree is needed, so
 * that broken code is laid out as well.
 */

import type { TokenRange } from './align.js'
import { KIND, type Tokens, tokenText } from './tokens.js'

/** Characters of brackets' contents that stay on one line. */
const ROUND = 56
const CURLY = 36
/** Characters before the last bracket of a call that may stay on its line: `server.tool("send", async () => {`. */
const HUG = 48
/** Characters after which a line is broken at an operator. */
const LONG = 68

export interface LaidOutLine {
  /** Levels of brackets around it; below 0 behind brackets that were opened before the part. */
  readonly indent: number
  /** Tokens of the line. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** The brackets of a part of a text. */
export interface Brackets {
  /** From a bracket to the one that closes it, within the part. */
  readonly closes: ReadonlyMap<number, number>
  /** Closing brackets whose opening one is not in the part. */
  readonly loose: ReadonlySet<number>
  /** Opening brackets whose contents stand on lines of their own. */
  readonly broken: ReadonlySet<number>
}

const OPENING = /[([{]$/
const isOpening = (text: string, kind: number | undefined): boolean =>
  kind === KIND.sign ? OPENING.test(text) : kind === KIND.string && text.endsWith('${') && /^[`}]/.test(text)
const isClosing = (text: string, kind: number | undefined): boolean =>
  kind === KIND.sign ? /^[)\]}]/.test(text) : kind === KIND.string && text.startsWith('}')

/** @param place a token that has to stand among its neighbours on a line of its own */
export function bracketsOf(tokens: Tokens, { from, to }: TokenRange, place: number): Brackets {
  const closes = new Map<number, number>()
  const loose = new Set<number>()
  const widths = widthsOf(tokens, { from, to })
  const width = (first: number, last: number): number => (widths[last - from] ?? 0) - (widths[first - from] ?? 0)
  const broken = new Set<number>()
  const open: { readonly at: number; statements: number; parts: number; lastInner: number }[] = []
  for (let at = from; at < to; at += 1) {
    const text = tokenText(tokens, at)
    const kind = tokens.kinds[at]
    if (isClosing(text, kind)) {
      const own = open.pop()
      if (own === undefined) loose.add(at)
      else {
        closes.set(own.at, at)
        if (isBroken(own, at)) broken.add(own.at)
      }
    }
    if (isOpening(text, kind)) {
      const outer = open.at(-1)
      if (outer !== undefined) outer.lastInner = at
      open.push({ at, statements: 0, parts: 0, lastInner: -1 })
    } else if (kind === KIND.sign && text === ';') {
      const own = open.at(-1)
      if (own !== undefined) own.statements += 1
    } else if (kind === KIND.sign && text === ',') {
      const own = open.at(-1)
      if (own !== undefined) own.parts += 1
    } else if (kind === KIND.lineComment) {
      for (const each of open) broken.add(each.at)
    }
  }
  // What is cut off at the end of the part holds much.
  for (const { at } of open) broken.add(at)
  return { closes, loose, broken }

  function isBroken(
    own: { readonly at: number; readonly statements: number; readonly parts: number; readonly lastInner: number },
    end: number,
  ): boolean {
    const text = tokenText(tokens, own.at)
    if (broken.has(own.at)) return true
    if (end === own.at + 1 || tokens.kinds[own.at] === KIND.string) return false
    const inside = width(own.at + 1, end)
    const holdsPlace = own.at < place && place < end
    if (text === '{') return inside > CURLY || own.statements > 1 || holdsPlace
    // Of `run(eval(atob(x)))` nothing is the clearer for seven lines.
    if (text === '(' && own.parts === 0) return false
    // `f({` and `on("data", (chunk) => {`: the brackets within say enough.
    const innerEnd = closes.get(own.lastInner)
    const hugs = innerEnd === end - 1 && /^[[{]$/.test(tokenText(tokens, own.lastInner))
    if (hugs && width(own.at, own.lastInner) <= HUG) return false
    return inside > (holdsPlace ? ROUND / 2 : ROUND)
  }
}

/** Characters from the first token of a range to the beginning of each, laid out on one line. */
function widthsOf(tokens: Tokens, { from, to }: TokenRange): Float64Array {
  const widths = new Float64Array(to - from + 1)
  let width = 0
  for (let at = from; at < to; at += 1) {
    widths[at - from] = width
    width += (tokens.ends[at] ?? 0) - (tokens.starts[at] ?? 0) + (at + 1 < to && isBlankBetween(tokens, at) ? 1 : 0)
  }
  widths[to - from] = width
  return widths
}

/** Words behind which a statement goes on after a closed block. */
const GOES_ON = /^(?:else|catch|finally|while|from|as|satisfies|instanceof|in|of)$/
/** Signs that begin no statement. */
const GOES_ON_SIGN = /^(?:[,;.)\]}:?=*/%&|^<>]|=>|[!=]==?|[+-](?![+-])|\?\.|&&|\|\||\?\?|\()/
const OPERATOR = /^(?:&&|\|\||\?\?|\?)$/

/** Lines of a part of a text; every token of it stands in one, in order. */
export function layOut(tokens: Tokens, { from, to }: TokenRange, { closes, loose, broken }: Brackets): LaidOutLine[] {
  const lines: LaidOutLine[] = []
  const enders = new Set([...broken].flatMap((at) => closes.get(at) ?? []))
  const outer: boolean[] = []
  let depth = 0
  let first = from
  let width = 0
  let extra = 0
  const end = (next: number): void => {
    if (next > first) lines.push({ indent: depth + extra, from: first, to: next })
    first = next
    width = 0
    extra = 0
  }
  for (let at = from; at < to; at += 1) {
    const text = tokenText(tokens, at)
    const kind = tokens.kinds[at]
    if (isClosing(text, kind)) {
      if (enders.has(at) || loose.has(at)) {
        end(at)
        depth -= 1
      }
      outer.pop()
    }
    const isOnOwnLines = outer.at(-1) ?? true
    if (width > LONG && kind === KIND.sign && OPERATOR.test(text)) {
      end(at)
      extra = 1
    } else if (at > first && isOnOwnLines && beginsStatement(tokens, at)) end(at)
    width += text.length + 1
    if (isOpening(text, kind)) {
      outer.push(broken.has(at))
      if (!broken.has(at)) continue
      end(at + 1)
      depth += 1
    } else if (kind === KIND.lineComment) end(at + 1)
    else if (isOnOwnLines && kind === KIND.sign && (text === ';' || text === ',')) end(at + 1)
    else if (isOnOwnLines && kind === KIND.sign && text === '}' && !goesOn(tokens, at + 1, to)) end(at + 1)
  }
  end(to)
  return lines
}

const goesOn = (tokens: Tokens, at: number, to: number): boolean => {
  if (at >= to) return true
  const text = tokenText(tokens, at)
  const kind = tokens.kinds[at]
  if (kind === KIND.string) return text.startsWith('`') || text.startsWith('}')
  return kind === KIND.sign ? GOES_ON_SIGN.test(text) : GOES_ON.test(text)
}

/** Where the file itself begins a line, behind what may end a statement. */
function beginsStatement(tokens: Tokens, at: number): boolean {
  const gap = tokens.text.slice(tokens.ends[at - 1], tokens.starts[at])
  if (!gap.includes('\n') || goesOn(tokens, at, tokens.count)) return false
  const before = tokenText(tokens, at - 1)
  return tokens.kinds[at - 1] !== KIND.sign || /^(?:[)\]}]|\+\+|--)$/.test(before)
}

/** Words that stand apart from the bracket behind them. */
const APART =
  /^(?:if|for|while|switch|return|catch|await|case|in|of|else|typeof|throw|new|do|try|finally|yield|default|async)$/
const BINARY =
  /^(?:[=*/%&|^<>?]|[+-]|[!=]==?|<=|>=|=>|&&|\|\||\?\?|\*\*|<<|>>>?|(?:[+*/%&|^-]|\*\*|<<|>>>?|&&|\|\||\?\?)=)$/

/** Whether a blank stands between a token and the next one on one line. */
export function isBlankBetween(tokens: Tokens, at: number): boolean {
  const [left, right] = [tokenText(tokens, at), tokenText(tokens, at + 1)]
  const [kind, next] = [tokens.kinds[at], tokens.kinds[at + 1]]
  // Within a template blanks are text.
  if ((kind === KIND.string && left.endsWith('${')) || (next === KIND.string && right.startsWith('}'))) return false
  if (kind === KIND.comment || next === KIND.comment || next === KIND.lineComment) return true
  const isWord = kind !== KIND.sign
  if (isWord && next !== KIND.sign) return true
  if (kind === KIND.sign) {
    if (left === ',' || left === ';' || left === '=>') return right !== ')' || left === ';'
    if (left === ':') return true
    if (left === '{') return right !== '}'
    if (right === '}') return left !== '{'
    if (/^[)\]}]/.test(left)) {
      return next !== KIND.sign || right === '{' || BINARY.test(right) || (right === ':' && isChoice(tokens, at))
    }
    if (BINARY.test(left)) return isBinary(tokens, at)
    return false
  }
  if (right === '{' || right === '}') return true
  if (right === '(' || right === '[') return kind === KIND.keyword && APART.test(left)
  if (/^[!~+-]/.test(right) && kind === KIND.keyword) return true
  return BINARY.test(right) || (right === ':' && isChoice(tokens, at))
}

/** Tokens in which the question mark of a colon is looked for. */
const CHOICE = 60

/** Whether a colon behind a token belongs to `a ? b : c`. */
function isChoice(tokens: Tokens, at: number): boolean {
  let [depth, others] = [0, 0]
  for (let index = at; index >= 0 && index > at - CHOICE; index -= 1) {
    if (tokens.kinds[index] !== KIND.sign) continue
    const text = tokenText(tokens, index)
    if (/^[)\]}]/.test(text)) depth += 1
    else if (OPENING.test(text)) depth -= 1
    if (depth < 0 || (depth === 0 && (text === ',' || text === ';'))) return false
    if (depth === 0 && text === ':') others += 1
    if (depth === 0 && text === '?') {
      if (others === 0) return true
      others -= 1
    }
  }
  return false
}

/** `a - b` and not `-b`. */
function isBinary(tokens: Tokens, at: number): boolean {
  const sign = tokenText(tokens, at)
  if (!/^[+-]$|^[*/<>]$/.test(sign) || at === 0) return true
  if (sign === '*' && tokenText(tokens, at - 1) === 'function') return false
  const kind = tokens.kinds[at - 1]
  if (kind === KIND.keyword) return /^(?:this|super|null|true|false)$/.test(tokenText(tokens, at - 1))
  return kind !== KIND.sign || /^[)\]}]/.test(tokenText(tokens, at - 1))
}
