/**
 * Regular expressions meet strangers' text, so none may take longer than its input is long: every literal of the sources, and
 * every expression that a module makes of parts while it loads, is read by a static analysis (`scslre`, which is what
 * eslint-plugin-regexp uses). Nothing is run and no time is measured.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from '@babel/parser'
import { analyse } from 'scslre'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const files = ['src', 'heuristics'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .sort(),
)

/**
 * Those that the analysis calls slow and that stay. Each says what bounds its input. By file and expression, so that one that
 * changes is looked at again.
 */
const BOUNDED: Readonly<Record<string, string>> = {}

interface Expression {
  readonly file: string
  readonly source: string
  readonly flags: string
}

type Node = { readonly type?: unknown; readonly [key: string]: unknown }

function literalsOf(file: string): Expression[] {
  const found: Expression[] = []
  const waiting: unknown[] = [
    parse(readFileSync(path.join(root, file), 'utf8'), {
      sourceType: 'module',
      plugins: file.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'],
    }).program,
  ]
  while (waiting.length > 0) {
    const node = waiting.pop() as Node
    if (node.type === 'RegExpLiteral') found.push({ file, source: String(node.pattern), flags: String(node.flags) })
    for (const child of Object.values(node)) {
      if (Array.isArray(child)) waiting.push(...child.filter((each) => each !== null && typeof each === 'object'))
      else if (child !== null && typeof child === 'object' && 'type' in child) waiting.push(child)
    }
  }
  return found
}

/** What the modules make while they load: those that name the constructor, and whatever they load. */
async function madeAtLoad(): Promise<Expression[]> {
  const found: Expression[] = []
  const Native = globalThis.RegExp
  globalThis.RegExp = new Proxy(Native, {
    construct(target, args: [string | RegExp, string?], newTarget) {
      const made = Reflect.construct(target, args, newTarget) as RegExp
      const at = new Error().stack?.split('\n')[2]?.replaceAll('\\', '/') ?? ''
      const file = files.find((each) => at.includes(`/${each}`))
      if (file !== undefined) found.push({ file, source: made.source, flags: made.flags })
      return made
    },
  })
  try {
    for (const file of files) {
      if (!/\bnew RegExp\(/.test(readFileSync(path.join(root, file), 'utf8'))) continue
      await import(pathToFileURL(path.join(root, file)).href)
    }
  } finally {
    globalThis.RegExp = Native
  }
  return found
}

/** `file /source/flags: why` for each that may take more than linear time. */
function slow(expressions: readonly Expression[]): string[] {
  const verdicts = new Map<string, string | null>()
  const out = new Set<string>()
  for (const { file, source, flags } of expressions) {
    const literal = `/${source}/${flags}`
    let verdict = verdicts.get(literal)
    if (verdict === undefined) {
      const { reports } = analyse({ source, flags }, { reportTypes: { Move: true, Self: true, Trade: true } })
      const exponential = reports.some((each) => each.exponential)
      verdict = reports.length === 0 ? null : exponential ? 'exponential' : 'polynomial'
      verdicts.set(literal, verdict)
    }
    if (verdict !== null) out.add(verdict === 'exponential' ? `${file} ${literal}: exponential` : `${file} ${literal}`)
  }
  return [...out]
}

describe('regular expressions', () => {
  it('none of those written out backtracks over its input', () => {
    const literals = files.flatMap(literalsOf)
    expect(literals.length).toBeGreaterThan(1000)
    expect(slow(literals).filter((each) => !Object.hasOwn(BOUNDED, each))).toEqual([])
  })

  it('nor one of those made of parts', async () => {
    const made = await madeAtLoad()
    expect(made.length).toBeGreaterThan(30)
    expect(slow(made).filter((each) => !Object.hasOwn(BOUNDED, each))).toEqual([])
  })

  it('the analysis knows a slow one', () => {
    const known = [/^(a+)+$/, /^\s+|\s+$/, /a*a*$/].map(({ source, flags }) => ({ file: 'x', source, flags }))
    expect(slow(known)).toHaveLength(3)
  })
})
