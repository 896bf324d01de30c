/**
 * Text from outside as GitHub's Markdown: it stays text. No markup, no HTML, no picture that is loaded, no link, and nobody is told by
 * a mention. What is not plainly words stands in a code span, where Markdown leaves everything as it is. Pure.
 *
 * Sources: https://spec.commonmark.org/0.31.2/#code-spans, https://github.github.com/gfm/#autolinks-extension-
 */
import { visible } from './visible.js'

/** A word without a meaning for Markdown or GitHub: letters, digits, and marks that mean nothing where they stand. */
const PLAIN = /^[\p{L}\p{N}\p{M}.,;'"()%?!/+=–—…“”’·→−-]*:?$/u
/** What GitHub makes a link of without any mark: addresses, issues, commits. */
const LINKED = /www\.|GH-\d|\b[0-9a-f]{7,64}\b/i

/** One line of prose. What stands in backticks is code there, too. */
export function prose(text: string): string {
  const parts = visible(text).split(/(?<!`)`([^`]+)`(?!`)/)
  const pieces = parts.flatMap((part, index) => (index % 2 === 1 ? [code(part)] : words(part)))
  // Spans that touch would be read as one.
  return pieces.reduce((all, piece) => `${all}${all.endsWith('`') && piece.startsWith('`') ? ' ' : ''}${piece}`, '')
}

/** Marks around a word that belong to the sentence. */
const BEFORE = /^[("'“]*/u
const AFTER = /(?<![.,;:)!?"'”])[.,;:)!?"'”]+$/u

const words = (text: string): readonly string[] =>
  text.split(/( +)/).flatMap((word) => {
    if (word === '' || word.startsWith(' ') || isPlain(word)) return [word]
    const [before = ''] = BEFORE.exec(word) ?? []
    const rest = word.slice(before.length)
    const core = rest.replace(AFTER, '')
    return core === '' ? [code(word)] : [before, code(core), rest.slice(core.length)]
  })

const isPlain = (word: string): boolean => PLAIN.test(word) && !LINKED.test(word)

/** A code span, whatever the text holds; nothing for nothing. */
export function code(text: string): string {
  const shown = visible(text)
  if (shown === '') return ''
  const fence = '`'.repeat(longestRun(shown) + 1)
  // One blank on each side is taken away again where both are there.
  const blanks = shown.startsWith(' ') && shown.endsWith(' ') && /[^ ]/.test(shown)
  const pad = blanks || shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}

/** A block of code that ends where it is meant to. @param lines each without its line break */
export function fenced(lines: readonly string[], language = ''): string[] {
  const shown = lines.map(visible)
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1))
  return [`${fence}${language}`, ...shown, fence]
}

/** The same in a cell of a table, where a bar parts even code. */
export const cell = (markdown: string): string => markdown.replaceAll('|', '\\|')

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0)
