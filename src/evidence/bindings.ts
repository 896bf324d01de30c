/**
 * Which declaration a name of a variable belongs to, by brackets and keywords alone: as tokens are read there is no syntax tree.
 * Where that is in doubt (brackets that do not match) nothing is told. Pure; in time that grows with the length of the text.
 */
import type { TokenRange } from './align.js'
import { isVariable } from './token-hashes.js'
import { KIND, type Tokens, tokenText } from './tokens.js'

export interface Bindings {
  /** From a use, or the declaration itself, to the token that declares it; without those that nothing declares. */
  readonly declarations: ReadonlyMap<number, number>
  /** Names that are those of properties, too: `{ a }`, `{ a: 1 }`, `{ a() {} }`. */
  readonly keys: ReadonlySet<number>
}

interface Scope {
  readonly outer: Scope | null
  /** Whether `var` is declared here. */
  readonly isFunction: boolean
  readonly names: Map<string, number>
}

interface Frame {
  /** A bracket; `=>` and `for` are bodies without one. */
  readonly bracket: '(' | '[' | '{' | '$' | '=>' | 'for' | ''
  readonly scope: Scope
  /** Index of the token before the bracket. */
  readonly head: number
  /** Where names of a pattern are declared; of round brackets they are kept till it is known whether they are parameters. */
  into: Scope | number[] | null
  /** Within a pattern, behind `=`. */
  isValue: boolean
  /** `?` whose `:` is to come. */
  choices: number
}

/** Brackets within each other; code that people or bundlers write has fewer. */
const DEEPEST = 500
const NO_PARAMETERS: ReadonlySet<string> = new Set(['if', 'while', 'switch', 'with', 'for'])
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Of the names within a range; all of the text is read. `null` where it nests too deeply. */
export function bindingsIn(tokens: Tokens, range: TokenRange): Bindings | null {
  const root: Scope = { outer: null, isFunction: true, names: new Map() }
  const frames: Frame[] = [frameOf('', root, -1, null)]
  const uses: { readonly at: number; readonly scope: Scope }[] = []
  const keys = new Set<number>()
  /** The scope of parameters, for the body that follows. */
  let pending: { readonly scope: Scope; readonly isFunction: boolean } | null = null

  const top = (): Frame => frames.at(-1) ?? frameOf('', root, -1, null)
  const at = (index: number): string => (index < 0 || index >= tokens.count ? '' : tokenText(tokens, index))
  const scopeIn = (outer: Scope, isFunction: boolean): Scope => ({ outer, isFunction, names: new Map() })
  const declare = (scope: Scope, index: number): void => {
    const name = at(index)
    if (!scope.names.has(name)) scope.names.set(name, index)
  }
  /** Behind a bracket that closes none no name from above is sure. */
  const restart = (): void => {
    frames.splice(0, frames.length, frameOf('', { outer: null, isFunction: true, names: new Map() }, -1, null))
    pending = null
  }
  const endBodies = (text: string): void => {
    while (top().bracket === '=>' || (top().bracket === 'for' && text !== ',')) frames.pop()
  }

  for (let index = 0; index < tokens.count; index += 1) {
    const kind = tokens.kinds[index]
    if (kind === KIND.comment || kind === KIND.lineComment || kind === KIND.number) continue
    if (kind === KIND.name) {
      name(index)
      continue
    }
    const text = kind === KIND.string ? templateSign(tokens, index) : at(index)
    if (kind === KIND.keyword) keyword(index, text)
    else if (text !== '' && !sign(index, text)) restart()
    if (frames.length > DEEPEST) return null
  }
  return { declarations: resolved(tokens, uses), keys }

  function name(index: number): void {
    const frame = top()
    const [before, next] = [at(index - 1), at(index + 1)]
    let { scope } = frame
    if (next === '=>') {
      scope = scopeIn(scope, true)
      declare(scope, index)
      pending = { scope, isFunction: true }
    } else if (before === 'function' || before === 'class' || (before === '*' && at(index - 2) === 'function')) {
      declare(scope, index)
    } else if (frame.into !== null && !frame.isValue && isOfPattern(before) && next !== ':' && next !== 'as') {
      if (Array.isArray(frame.into)) frame.into.push(index)
      else declare(frame.into, index)
    }
    if (index < range.from || index >= range.to || !isVariable(tokens, index)) return
    uses.push({ at: index, scope })
    const isPart = frame.bracket === '{' && (before === '{' || before === ',')
    if (isPart && (next === ':' || next === ',' || next === '}' || (next === '=' && frame.into !== null)))
      keys.add(index)
  }

  function keyword(index: number, text: string): void {
    const frame = top()
    const next = at(index + 1)
    if (next === ':' || next === '(' || next === '.') return
    if (text === 'let' || text === 'const' || text === 'import')
      frame.into = text === 'import' ? functionOf(frame.scope) : frame.scope
    else if (text === 'var') frame.into = functionOf(frame.scope)
    else if ((text === 'of' || text === 'in') && frame.bracket === '(' && at(frame.head) === 'for') frame.into = null
    else if (text === 'from') frame.into = null
    else return
    frame.isValue = false
  }

  /** `false` where a bracket closes that is not open. */
  function sign(index: number, text: string): boolean {
    if (text === '}${') return close(index, '$') && open(index, '$')
    if (text === '}`') return close(index, '$')
    if (text === '(' || text === '[' || text === '{' || text === '$') return open(index, text)
    const opening = CLOSES[text]
    if (opening !== undefined) return close(index, opening)
    if (text === '=>') return arrow(index)
    const frame = top()
    if (text === '?') frame.choices += 1
    else if (text === ':' && frame.choices > 0) frame.choices -= 1
    else if (text === ':' && frame.bracket === '=>') {
      endBodies(text)
      top().choices -= 1
    } else if (text === ',' || text === ';') {
      endBodies(text)
      const list = top()
      list.isValue = false
      list.choices = 0
      if (text === ';' && !Array.isArray(list.into)) list.into = null
    } else if (text === '=' && frame.into !== null) frame.isValue = true
    return true
  }

  function open(index: number, bracket: '(' | '[' | '{' | '$'): boolean {
    const frame = top()
    const before = at(index - 1)
    const isPattern = frame.into !== null && !frame.isValue && isOfPattern(before)
    if (bracket === '(') frames.push(frameOf('(', scopeIn(frame.scope, false), index - 1, []))
    else {
      const body = bracket === '{' ? pending : null
      const scope = bracket === '{' ? scopeIn(body?.scope ?? frame.scope, body?.isFunction ?? false) : frame.scope
      const into = bracket !== '$' && body === null && isPattern ? frame.into : null
      frames.push(frameOf(bracket, scope, index - 1, into))
    }
    pending = null
    return true
  }

  function close(index: number, bracket: string): boolean {
    endBodies(')')
    const frame = frames.length > 1 ? frames.pop() : undefined
    if (frame?.bracket !== bracket) return false
    if (bracket !== '(') return true
    const [head, next] = [at(frame.head), at(index + 1)]
    const isPlain = NO_PARAMETERS.has(head) && tokens.kinds[frame.head] === KIND.keyword
    if (next === '=>' || (next === '{' && !isPlain)) {
      if (Array.isArray(frame.into)) for (const each of frame.into) declare(frame.scope, each)
      pending = { scope: frame.scope, isFunction: head !== 'catch' }
      const isMethod = next === '{' && tokens.kinds[frame.head] === KIND.name
      if (isMethod && at(frame.head - 1) !== 'function' && at(frame.head - 1) !== '*') keys.add(frame.head)
    } else if (head === 'for' || (head === 'await' && at(frame.head - 1) === 'for')) {
      if (next === '{') pending = { scope: frame.scope, isFunction: false }
      else if (next !== ';') frames.push(frameOf('for', frame.scope, index, null))
    }
    return true
  }

  function arrow(index: number): boolean {
    const scope = pending?.scope ?? scopeIn(top().scope, true)
    if (at(index + 1) !== '{') {
      frames.push(frameOf('=>', scope, index, null))
      pending = null
    } else pending = { scope, isFunction: true }
    return true
  }
}

const frameOf = (bracket: Frame['bracket'], scope: Scope, head: number, into: Frame['into']): Frame => ({
  bracket,
  scope,
  head,
  into,
  isValue: false,
  choices: 0,
})

/** Signs and words behind which a name of a pattern stands. */
const isOfPattern = (before: string): boolean => /^(?:[([{,:]|\.\.\.|let|const|var|import|as)$/.test(before)

/** The halves of a template as brackets; empty for all other texts. */
function templateSign({ text, starts, ends }: Tokens, index: number): string {
  const [from, to] = [starts[index] ?? 0, ends[index] ?? 0]
  const [first, opens] = [text[from], text[to - 1] === '{' && text[to - 2] === '$']
  if (first === '}') return opens ? '}${' : '}`'
  return first === '`' && opens ? '$' : ''
}

function functionOf(scope: Scope): Scope {
  let own = scope
  while (!own.isFunction && own.outer !== null) own = own.outer
  return own
}

function resolved(
  tokens: Tokens,
  uses: readonly { readonly at: number; readonly scope: Scope }[],
): ReadonlyMap<number, number> {
  const declarations = new Map<number, number>()
  for (const { at, scope } of uses) {
    const name = tokenText(tokens, at)
    for (let each: Scope | null = scope; each !== null; each = each.outer) {
      const declared = each.names.get(name)
      if (declared === undefined) continue
      declarations.set(at, declared)
      break
    }
  }
  return declarations
}
