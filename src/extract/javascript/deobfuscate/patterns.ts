/** Regular expressions of strangers, on concrete texts: only those that can't backtrack over much. */
import { Closure, type Concrete, IMPURE, Known, Pattern, TOO_BIG, toText } from './concrete.js'
import type { Machine } from './machine.js'
import { MOST_TEXT } from './operators.js'

const MOST_MATCHES = 1 << 18

/**
 * One part of characters or classes, at most one of them repeated without a bound, and none repeated as a group: each match
 * is found in one look.
 */
function isLinear(source: string): boolean {
  if (source.length > 200 || /\\[1-9k]|\(\?[<!=]/.test(source)) return false
  const unbounded = source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x').match(/[+*]|\{\d+,\d*\}/g)?.length ?? 0
  const groups = /\)(?:[+*?]|\{)/.test(source.replace(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x'))
  return unbounded <= 1 && !groups
}

interface Match {
  readonly index: number
  readonly groups: Concrete[]
}

/** @throws {Unfoldable} for an expression that could take long */
export function matchAll(on: Machine, pattern: Pattern, text: string, all: boolean): Match[] {
  on.spend((text.length >> 3) + 1)
  if (!isLinear(pattern.source)) {
    // A program that asks whether its own text was laid out anew is told that it was not.
    if (/^\\w\+ \*/.test(pattern.source) || pattern.source.includes('(.+)+')) return [{ index: 0, groups: [text] }]
    throw IMPURE
  }
  // One that is repeated looks from each place to the end.
  if (/[+*]|,\}/.test(pattern.source) && text.length > 65_536) throw TOO_BIG
  let expression: RegExp
  try {
    expression = new RegExp(pattern.source, `${pattern.flags.replace(/[^imsu]/g, '')}g`)
  } catch {
    throw IMPURE
  }
  const out: Match[] = []
  for (const found of text.matchAll(expression)) {
    out.push({ index: found.index, groups: [...found] })
    if (!all) break
    if (out.length > MOST_MATCHES) throw TOO_BIG
  }
  on.spend(out.length)
  return out
}

export function replaceText(on: Machine, text: string, what: Concrete, by: Concrete, all: boolean): string {
  const matches: Match[] = []
  if (what instanceof Pattern) matches.push(...matchAll(on, what, text, what.flags.includes('g')))
  else {
    const search = toText(what)
    if (search === '') throw IMPURE
    for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length)) {
      matches.push({ index: at, groups: [search] })
      if (!all) break
      if (matches.length > MOST_MATCHES) throw TOO_BIG
    }
    on.spend(text.length >> 6)
  }
  let out = ''
  let from = 0
  const isFunction = by instanceof Closure || by instanceof Known
  const written = isFunction ? '' : toText(by)
  if (!isFunction && /\$[\d&`']/.test(written)) throw IMPURE
  for (const { index, groups } of matches) {
    out += text.slice(from, index) + (isFunction ? toText(on.call(by, undefined, [...groups, index])) : written)
    from = index + toText(groups[0]).length
    if (out.length > MOST_TEXT) throw TOO_BIG
  }
  // Filling that is taken out, or characters that are turned one by one.
  if (matches.length >= 3 && (isFunction || written === '')) on.decoded = true
  return out + text.slice(from)
}
