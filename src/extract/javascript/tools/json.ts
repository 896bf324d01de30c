/** Tools that a package's JSON files describe: lists of them, and operations of an OpenAPI document that tools are made of. */
import type { Where } from '../../../model.js'
import { fromJson } from '../builtins.js'
import { alternatives, stringOf, type Value } from '../values.js'
import { type Described, described, describeValue, paramsOfValue, SCHEMA_KEYS } from './describe.js'
import { NAME } from './record.js'

export interface JsonTool {
  readonly name: string
  readonly described: Described
  readonly where: Where
}

const MOST_BYTES = 4 << 20
const MOST_TOOLS = 2_000
const METHODS = /^(?:get|put|post|delete|patch|head|options)$/

/**
 * @param text of a JSON file that the code mentions
 * @param operations whether the code speaks of `operationId`
 */
export function toolsInJson(file: string, text: string, operations: boolean): JsonTool[] {
  if (text.length > MOST_BYTES || !/"description"|"summary"/.test(text)) return []
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return []
  }
  const value = fromJson(data)
  const out: JsonTool[] = []
  const place = (name: string): Where => {
    const at = Math.max(0, text.indexOf(JSON.stringify(name)))
    const before = text.slice(0, at)
    return {
      file,
      line: before.split('\n').length,
      column: at - before.lastIndexOf('\n'),
      excerpt: text
        .slice(at, at + 200)
        .replace(/\s+/g, ' ')
        .trim(),
    }
  }
  const take = (name: string | undefined, of: Value): void => {
    if (name === undefined || !NAME.test(name) || out.length >= MOST_TOOLS) return
    const into = described()
    describeValue(of, into)
    if (of.t === 'object') for (const [key, each] of of.props) if (SCHEMA_KEYS.has(key)) paramsOfValue(each, into)
    out.push({ name, described: into, where: place(name) })
  }
  const visit = (of: Value, depth: number): void => {
    if (depth > 4) return
    for (const each of alternatives(of)) {
      if (each.t === 'array') for (const item of each.items) visit(item, depth + 1)
      if (each.t !== 'object') continue
      const schema = [...each.props.keys()].some((key) => /^(?:inputSchema|input_schema|parameters)$/.test(key))
      if (schema && each.props.has('description') && each.props.has('name'))
        take(stringOf(each.props.get('name')), each)
      else for (const [, inner] of each.props) if (inner.t === 'array' || inner.t === 'object') visit(inner, depth + 1)
    }
  }
  if (value.t === 'object' && (value.props.has('openapi') || value.props.has('swagger'))) {
    if (operations) operationsIn(value, take)
  } else visit(value, 0)
  return out
}

function operationsIn(document: Value & { t: 'object' }, take: (name: string | undefined, of: Value) => void): void {
  const paths = document.props.get('paths')
  if (paths?.t !== 'object') return
  for (const [, path] of paths.props) {
    if (path.t !== 'object') continue
    for (const [method, operation] of path.props) {
      if (!METHODS.test(method) || operation.t !== 'object') continue
      take(stringOf(operation.props.get('operationId')), told(operation))
    }
  }
}

/** What becomes a tool's text: the operation's own words and those of its parameters. */
function told(operation: Value & { t: 'object' }): Value {
  const props = new Map<string, Value>()
  for (const key of ['summary', 'description', 'parameters', 'requestBody']) {
    const value = operation.props.get(key)
    if (value !== undefined) props.set(key, value)
  }
  return { t: 'object', props, rest: [] }
}
