/** Tools, prompts and resources that a server offers, and what their texts tell the model. */
import { createHash } from 'node:crypto'
import { toolTextSigns } from '../../classify/tool-text.js'
import type { FactDraft } from '../../draft.js'
import { type CallNode, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { calledName } from './place.js'

const REGISTERS: Readonly<Record<string, 'tool' | 'prompt' | 'resource'>> = Object.assign(Object.create(null), {
  tool: 'tool',
  registerTool: 'tool',
  addTool: 'tool',
  prompt: 'prompt',
  registerPrompt: 'prompt',
  addPrompt: 'prompt',
  resource: 'resource',
  registerResource: 'resource',
  addResource: 'resource',
})
const NAME = /^[A-Za-z0-9_.:/-]{1,128}$/
const MOST_TEXT = 20_000

/** `server.tool(name, description, …)`, `server.registerTool(name, { description }, …)`, `server.addTool({ name, description })`. */
export function recogniseToolCall(to: Recogniser, call: CallNode, args: readonly Value[]): void {
  const method = call.callee.type === 'MemberExpression' ? calledName(call.callee) : undefined
  const what = method === undefined ? undefined : REGISTERS[method]
  if (what === undefined) return
  const [first, second] = args
  if (first?.t === 'object' && args.length <= 2) {
    const name = stringOf(first.props.get('name'))
    if (name !== undefined && NAME.test(name)) record(to, call, what, name, textsIn(first))
    return
  }
  const name = stringOf(first)
  if (name === undefined || !NAME.test(name) || args.length < 2) return
  const texts: string[] = []
  if (second !== undefined && second.t !== 'object') texts.push(...textOfAll(second))
  for (const arg of args.slice(1)) if (arg.t === 'object') texts.push(...textsIn(arg))
  for (const node of call.arguments.slice(1)) if (!isFunction(node)) texts.push(...describedIn(to, node, 0))
  record(to, call, what, name, texts)
}

/** `{ name, description, inputSchema }` in a list of tools. */
export function recogniseToolObjects(to: Recogniser): void {
  for (const object of to.module.survey.objects) {
    let name: Node | undefined
    let described = false
    let schema = false
    for (const property of object.properties) {
      if (property.type !== 'Property') continue
      const key = writtenName(property)
      if (key === 'name') name = property.value
      else if (key === 'description') described = true
      else if (
        key === 'inputSchema' ||
        key === 'input_schema' ||
        (key === 'parameters' && object.properties.length <= 8)
      )
        schema = true
    }
    if (name === undefined || !described || !schema) continue
    const text = stringOf(to.on.value(name, to.module))
    if (text === undefined || !NAME.test(text)) continue
    record(to, object, 'tool', text, [...textsIn(to.on.value(object, to.module)), ...describedIn(to, object, 0)])
  }
}

/** Texts under `description` and `title`, however deep. */
function textsIn(value: Value, depth = 0): string[] {
  if (depth > 8) return []
  const out: string[] = []
  for (const each of alternatives(value)) {
    if (each.t === 'object') {
      for (const [name, inner] of each.props) {
        if (name === 'description' || name === 'title' || name === 'instructions' || name === 'default')
          out.push(...textOfAll(inner))
        if (inner.t === 'object' || inner.t === 'array') out.push(...textsIn(inner, depth + 1))
      }
    } else if (each.t === 'array') for (const inner of each.items.slice(0, 64)) out.push(...textsIn(inner, depth + 1))
  }
  return out
}

/** Arguments of `.describe('…')` inside an expression. */
function describedIn(to: Recogniser, node: Node, depth: number): string[] {
  const out: string[] = []
  for (const call of to.module.callsOfMethod('describe')) {
    if (call.start < node.start || call.end > node.end) continue
    const [text] = call.arguments
    if (text !== undefined && text.type !== 'SpreadElement') out.push(...textOfAll(to.on.value(text, to.module)))
  }
  void depth
  return out
}

function textOfAll(value: Value): string[] {
  return alternatives(value).flatMap((each) => {
    const text = textOf(each)
    return text === undefined ? [] : [text]
  })
}

function record(to: Recogniser, node: Node, what: string, name: string, texts: readonly string[]): void {
  const text = [...new Set(texts)].sort().join('\n').slice(0, MOST_TEXT)
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12)
  const { phrases, hidden } = toolTextSigns(text)
  const draft: FactDraft = {
    kind: 'mcp.tool',
    value: `${what}:${name} ${digest}`,
    detail: { name, what, text: text.slice(0, 2_000), phrases, hidden },
  }
  // A description may be pages long: the place is where it turns to the model.
  // Hiding from the user tells most.
  const phrase = phrases.find((each) => /mention|tell|inform|reveal|hid|notify/i.test(each)) ?? phrases[0]
  const at = phrase === undefined ? -1 : to.module.source.indexOf(phrase, node.start)
  if (at >= 0 && at < node.end) to.addAt(draft, to.module.whereAt(at))
  else to.add(draft, node)
}
