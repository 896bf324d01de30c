/**
 * binding.gyp: node-gyp evaluates it when the package is installed, and runs what stands in `<!(…)`, `<!@(…)` and in actions.
 * The format is a Python literal: JSON with comments, both quotes, and strings that join when they stand side by side.
 */
import { commandFacts, commandValue } from './classify/command.js'
import { draft, type FactDraft, type PlacedDraft } from './draft.js'

/** Larger than any real one by a factor of ten. */
const LONGEST = 1 << 20
const MOST_COMMANDS = 200

interface Token {
  readonly type: 'string' | 'mark'
  readonly text: string
  readonly offset: number
}

/** @returns install.script for each command that node-gyp would run, and what the command does */
export function gypFacts(text: string): PlacedDraft[] {
  return runs(text).flatMap(({ command, offset }) => {
    const value = commandValue(command)
    if (value === '') return []
    const detail = { event: 'binding.gyp', command: value, file: '', hash: '', gyp: true }
    const script = draft('install.script', `binding.gyp: ${value}`, detail)
    const facts: FactDraft[] = [script, ...commandFacts(command, { shell: typeof command === 'string' })]
    return facts.map((fact) => ({ draft: fact, offset }))
  })
}

/** @returns the commands alone, as a shell would be given them */
export function gypCommands(text: string): string[] {
  return runs(text).map(({ command }) => (typeof command === 'string' ? command : command.join(' ')))
}

interface GypRun {
  readonly command: string | readonly string[]
  readonly offset: number
}

function runs(text: string): GypRun[] {
  const tokens = tokensOf(text.slice(0, LONGEST))
  const found: GypRun[] = []
  for (const [i, token] of tokens.entries()) {
    if (found.length >= MOST_COMMANDS) break
    if (token.type !== 'string') continue
    for (const command of expansions(token.text)) found.push({ command, offset: token.offset })
    if (!/^action[+?=]?$/.test(token.text) || tokens[i + 1]?.text !== ':' || tokens[i + 2]?.text !== '[') continue
    const argv: string[] = []
    for (let at = i + 3; at < tokens.length && tokens[at]?.text !== ']' && argv.length < 200; at++) {
      const part = tokens[at]
      if (part?.type === 'string') argv.push(part.text)
    }
    if (argv.length > 0) found.push({ command: argv, offset: token.offset })
  }
  return found
}

/** Commands inside of `<!(…)`, `<!@(…)`, `>!(…)`, `^!(…)`, up to the bracket that closes them. */
function expansions(text: string): string[] {
  const found: string[] = []
  const opening = /[<>^]!@?\(/g
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = match.index + match[0].length
    let depth = 1
    let end = start
    while (end < text.length && depth > 0) {
      const c = text.charCodeAt(end++)
      if (c === 0x28) depth++
      else if (c === 0x29) depth--
    }
    found.push(text.slice(start, depth === 0 ? end - 1 : end))
    opening.lastIndex = end
  }
  return found
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i)
    if (c === '#') {
      const end = text.indexOf('\n', i)
      i = end < 0 ? text.length : end
    } else if (c === '"' || c === "'") {
      const parts: string[] = []
      let at = i + 1
      while (at < text.length && text.charAt(at) !== c) {
        if (text.charAt(at) === '\\') at++
        parts.push(text.charAt(at++))
      }
      const last = tokens.at(-1)
      if (last?.type === 'string') tokens[tokens.length - 1] = { ...last, text: last.text + parts.join('') }
      else tokens.push({ type: 'string', text: parts.join(''), offset: i })
      i = at + 1
    } else {
      if ('[]{}:,'.includes(c)) tokens.push({ type: 'mark', text: c, offset: i })
      i++
    }
  }
  return tokens
}
