/** Regular expressions of strangers, on concrete texts: only those that can't backtrack over much. */
import { Closure, type Concrete, IMPURE, Known, Pattern, TOO_BIG, toText } from './concrete.js'
import type { Machine } from './machine.js'
import { MOST_TEXT } from './operators.js'

const MOST_MATCHES = 1 << 18

/** What may be repeated without a bound is repeated over so many UTF-16 units at most, as it may look from each place to the end. */
const MOST_SEARCHED = 8192
/** Ways to go at any place: `?`, `|` in a group. Each may double what a match costs. */
const MOST_CHOICES = 3

/**
 * Whether matches are found in one look at each place. Of characters or classes at most one is repeated without a bound, no
 * group is, and there are few ways to go.
 */
function isBounded(source: string, length: number): boolean {
  if (source.length > 200 || /\\[1-9k]|\(\?[<!=]/.test(source)) return false
  const plain = source.replace(/\\.|\[(?:\\.|[^\]\\[])*\]/g, 'x')
  const repeated = plain.match(/[+*]|\{\d+,\d*\}/g)?.length ?? 0
  const choices = (plain.match(/\?(?!:)/g)?.length ?? 0) + (plain.match(/\([^()]*\|/g)?.length ?? 0)
  if (repeated > 1 || choices > MOST_CHOICES || /\)(?:[+*?]|\{)/.test(plain)) return false
  return repeated === 0 || /^\(?x[+*]\)?$/.test(plain) || length <= MOST_SEARCHED
}

interface Match {
  readonly index: number
  readonly groups: Concrete[]
}

/** @throws {Unfoldable} for an expression that could take long */
export function matchAll(on: Machine, pattern: Pattern, text: string, all: boolean): Match[] {
  on.spend((text.length >> 3) + 1)
  if (!isBounded(pattern.source, text.length)) {
    // A program that asks whether its own text was laid out anew is told that it was not.
    if (/^\\w\+ \*/.test(pattern.source) || pattern.source.includes('(.+)+')) return [{ index: 0, groups: [text] }]
    throw IMPURE
  }
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
