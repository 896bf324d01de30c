/** Where a value stands: in a call that does something, or in a schema, an example, a message for people. */
import type { Binding } from '../bindings.js'
import { isFunction, type Node, writtenName } from '../syntax.js'

/** Keys under which values describe and do nothing (JSON Schema, OpenAPI, UI forms, test data). */
export const DESCRIBES: ReadonlySet<string> = new Set([
  'example',
  'examples',
  'description',
  'enum',
  'inputschema',
  'input_schema',
  'outputschema',
  'schema',
  'schemas',
  'properties',
  'placeholder',
  'sample',
  'samples',
  'fixture',
  'fixtures',
  'mock',
  'mocks',
  'documentation',
  'docs',
  'help',
  'helptext',
  'usage',
  'hint',
  'tooltip',
  'errormessage',
  'pattern',
  'title',
  'summary',
  'definitions',
  '$defs',
])
/** Methods whose arguments are words for people or for a schema. */
export const TELLS: ReadonlySet<string> = new Set([
  'describe',
  'example',
  'examples',
  'openapi',
  'meta',
  'label',
  'help',
  'usage',
  'error',
  'warn',
  'log',
  'info',
  'debug',
  'trace',
  'expect',
  'describeTool',
  'addExample',
  'epilog',
  'epilogue',
  'addHelpText',
  'summary',
  'description',
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'test',
  'match',
  'localeCompare',
  'has',
  'equal',
  'toBe',
  'toEqual',
  'deprecated',
  'literal',
  'regex',
  'describedAs',
])

export interface Place {
  /** The value only describes: nothing is done with it. */
  readonly silent: boolean
  /** The call that takes the value, where one is in sight. */
  readonly call: Node | undefined
}

const OPEN: Place = { silent: false, call: undefined }
const SILENT: Place = { silent: true, call: undefined }

/** Climbs from a node to what is done with it, through objects and one variable. */
export function placeOf(node: Node, hops = 0): Place {
  let at: Node = node
  for (let steps = 0; at.parent !== undefined && steps < 60; steps++) {
    const parent: Node = at.parent
    switch (parent.type) {
      case 'Property':
        if (parent.value === at) {
          const name = writtenName(parent)
          if (name !== undefined && DESCRIBES.has(name.toLowerCase())) return SILENT
        }
        break
      case 'CallExpression':
      case 'NewExpression': {
        if (parent.callee === at) return OPEN
        const method = calledName(parent.callee as Node)
        if (method !== undefined && (TELLS.has(method) || /Error$/.test(method))) return SILENT
        // JSON.stringify and the like pass on what they are given.
        if (
          method === 'stringify' ||
          method === 'keys' ||
          method === 'values' ||
          method === 'entries' ||
          method === 'freeze' ||
          method === 'assign' ||
          method === 'from' ||
          method === 'encode'
        )
          break
        return { silent: false, call: parent }
      }
      case 'VariableDeclarator':
        return parent.id.type === 'Identifier' ? throughVariable(parent.id.binding, hops) : OPEN
      case 'AssignmentExpression':
        return parent.left.type === 'Identifier' ? throughVariable(parent.left.binding, hops) : OPEN
      case 'ThrowStatement':
        return SILENT
      case 'ReturnStatement':
      case 'ExpressionStatement':
      case 'ExportDefaultDeclaration':
        return OPEN
      case 'BinaryExpression':
        if (/^[=!]/.test(parent.operator)) return SILENT
        break
      case 'SwitchCase':
        return SILENT
    }
    if (isFunction(parent)) return OPEN
    at = parent
  }
  return OPEN
}

const places = new WeakMap<Binding, Place>()

function throughVariable(binding: Binding | undefined, hops: number): Place {
  if (binding === undefined || hops >= 3) return OPEN
  // A variable that is given thousands of texts is looked at once.
  const known = hops === 0 ? places.get(binding) : undefined
  if (known !== undefined) return known
  const place = placeOfUses(binding, hops)
  if (hops === 0) places.set(binding, place)
  return place
}

function placeOfUses(binding: Binding, hops: number): Place {
  const uses = binding.references
  if (uses.length === 0) return OPEN
  let found: Place | undefined
  for (const use of uses.slice(0, 24)) {
    const place = placeOf(use, hops + 1)
    if (!place.silent) {
      if (place.call !== undefined) return place
      found ??= place
    }
  }
  return found ?? SILENT
}

/** The name that a call is written with: the method, else the function. */
export function calledName(callee: Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name
  if (callee.type === 'ChainExpression') return calledName(callee.expression)
  if (callee.type === 'SequenceExpression') return calledName(callee.expressions.at(-1) as Node)
  return callee.type === 'MemberExpression' ? writtenName(callee) : undefined
}
