/**
 * Source text → syntax tree.
 *
 * Acorn first: it is the field's JavaScript parser, twice as fast on Node 20 as parsers that hand a tree over from
 * native code, and throws on deep nesting where a native one takes the process down (measured with 10,000 levels of
 * eight shapes). Babel second, for TypeScript, JSX and files with errors that it can recover from.
 */

import { parse as parseWithBabel } from '@babel/parser'
import * as acorn from 'acorn'

export type Parsed =
  | { readonly ok: true; readonly program: acorn.Program }
  | { readonly ok: false; readonly why: 'unparsable' | 'too-deep'; readonly message: string }

/** The dialect that a file's name asks for. */
export type Dialect = 'javascript' | 'typescript' | 'jsx' | 'tsx'

export function dialectOf(path: string): Dialect {
  if (/\.[cm]?ts$/.test(path)) return 'typescript'
  if (path.endsWith('.tsx')) return 'tsx'
  return path.endsWith('.jsx') ? 'jsx' : 'javascript'
}

/**
 * @param source decoded text of the file
 * @param dialect what the file's name promises; JavaScript that only parses as JSX or Flow-less TypeScript still parses
 */
export function parse(source: string, dialect: Dialect): Parsed {
  let firstMessage = ''
  if (dialect === 'javascript') {
    for (const sourceType of ['module', 'script'] as const) {
      try {
        return { ok: true, program: acornParse(source, sourceType) }
      } catch (error) {
        if (isDepthError(error)) return { ok: false, why: 'too-deep', message: 'nesting is too deep to parse' }
        firstMessage ||= messageOf(error)
      }
    }
  }
  try {
    return { ok: true, program: babelParse(source, dialect) }
  } catch (error) {
    if (isDepthError(error)) return { ok: false, why: 'too-deep', message: 'nesting is too deep to parse' }
    return { ok: false, why: 'unparsable', message: firstMessage || messageOf(error) }
  }
}

/**
 * Acorn without its list of declared names: it only serves errors that a linter tells of, and is searched from its start for
 * each name, which fifty thousand functions in one file turn into minutes.
 */
const Parser = acorn.Parser.extend(
  (Base) =>
    class extends (Base as unknown as new (...args: never[]) => object) {
      declareName(): void {}
      checkLocalExport(): void {}
    } as unknown as typeof acorn.Parser,
)

function acornParse(source: string, sourceType: 'module' | 'script'): acorn.Program {
  return Parser.parse(source, {
    ecmaVersion: 'latest',
    sourceType,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
    allowHashBang: true,
    checkPrivateFields: false,
  })
}

function babelParse(source: string, dialect: Dialect): acorn.Program {
  const typed = dialect === 'typescript' || dialect === 'tsx'
  const jsx = dialect !== 'typescript'
  const file = parseWithBabel(source, {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    createParenthesizedExpressions: false,
    plugins: [
      ['estree', { classFeatures: true }],
      ...(typed ? (['typescript'] as const) : []),
      ...(jsx ? (['jsx'] as const) : []),
      ...(typed ? (['decorators-legacy'] as const) : (['decorators'] as const)),
      'decoratorAutoAccessors',
      'explicitResourceManagement',
    ],
  })
  // Babel's estree plugin gives ESTree's shapes; the types differ only in name.
  return file.program as unknown as acorn.Program
}

function isDepthError(error: unknown): boolean {
  return error instanceof RangeError || /not enough stack space/i.test(messageOf(error))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
