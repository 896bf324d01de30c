/** What code tells a model: over a local model's API, over the client that the server speaks with, or over an agent's library. */
import { secretOrder } from '../../classify/agent-orders.js'
import type { FactDraft } from '../../draft.js'
import type { CallNode } from '../syntax.js'
import { alternatives, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { guardOf } from './guard.js'

/** Ports on which Ollama, LM Studio, llama.cpp, Jan, text-generation-webui, vLLM and GPT4All answer by default. */
const LOCAL_MODEL =
  /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|host\.docker\.internal):(?:11434|1234|8080|1337|5000|8000|4891|11435)\b.*\/(?:api|v1|completion)/i
const AGENT_LIBRARY =
  /^(?:new )?pkg:(?:@anthropic-ai\/claude-(?:code|agent-sdk)|@openai\/codex-sdk|@google\/gemini-cli(?:-core)?|@github\/copilot-sdk|@opencode-ai\/sdk|@sourcegraph\/amp-sdk)\b/
const MODEL_LIBRARY = /^(?:new )?pkg:(?:ollama|@lmstudio\/sdk|node-llama-cpp)\b/
const MOST_TEXTS = 40

/** Options by which an agent's library stops to ask. */
const SKIPS = /^(?:bypassPermissions|never|danger-full-access|yolo|full-auto)$/

export function recognisePrompt(
  to: Recogniser,
  call: CallNode,
  path: string | undefined,
  method: string | undefined,
  args: readonly Value[],
): void {
  const model = modelOf(path, method, args)
  if (model === undefined) return
  const texts: string[] = []
  const skips = { found: false }
  for (const arg of args.slice(0, 4)) textsIn(arg, texts, skips, 0)
  const order = texts.map(secretOrder).find((each) => each !== null)
  const library = model === 'agent'
  if (order === undefined && !(library && skips.found)) return
  const guard = guardOf(to, call)
  to.add(
    {
      kind: 'agent.invoke',
      value: `${NAMES[model]}${order === undefined ? '' : ' ordered to hand over secrets'}${skips.found ? ' without asking' : ''}`,
      detail: {
        binary: NAMES[model],
        flags: [],
        skipPermissions: skips.found,
        prompt: true,
        order: order ?? '',
        atLoad: guard === 'load',
        asked: guard === 'command',
      },
    },
    call,
  )
}

/** An agent's command line that is given an order about secrets, in its words or as its input, is told so. */
export function asOrdered(draft: FactDraft, texts: readonly string[]): FactDraft {
  if (draft.kind !== 'agent.invoke') return draft
  const order = texts.map(secretOrder).find((each) => each !== null)
  if (order === undefined || order === null) return draft
  return {
    ...draft,
    value: `${draft.value} ordered to hand over secrets`,
    detail: { ...draft.detail, prompt: true, order },
  }
}

type Model = 'local' | 'client' | 'agent'

const NAMES: Readonly<Record<Model, string>> = {
  local: 'a local model',
  client: 'the model of the client',
  agent: 'an agent',
}

function modelOf(path: string | undefined, method: string | undefined, args: readonly Value[]): Model | undefined {
  if (path !== undefined && AGENT_LIBRARY.test(path)) return 'agent'
  if (path !== undefined && MODEL_LIBRARY.test(path)) return 'local'
  if (method === 'createMessage' || method === 'requestSampling' || method === 'sample') return 'client'
  const [first] = args
  if (first === undefined) return undefined
  if (first.t === 'object' && method !== undefined && /^(?:request|sendRequest|send|call)$/.test(method))
    return stringOf(first.props.get('method')) === 'sampling/createMessage' ? 'client' : undefined
  if (stringOf(first) === 'sampling/createMessage') return 'client'
  for (const each of alternatives(first).slice(0, 6)) {
    const text = each.t === 'object' ? textOf(each.props.get('url') ?? each.props.get('baseURL') ?? each) : textOf(each)
    if (text !== undefined && LOCAL_MODEL.test(text)) return 'local'
  }
  return undefined
}

function textsIn(value: Value, into: string[], skips: { found: boolean }, depth: number): void {
  if (depth > 8 || into.length > MOST_TEXTS) return
  for (const each of alternatives(value)) {
    switch (each.t) {
      case 'const':
      case 'template': {
        const text = textOf(each)
        if (text === undefined) break
        if (SKIPS.test(text)) skips.found = true
        else if (text.length >= 20) into.push(text)
        break
      }
      case 'object':
        for (const [name, inner] of each.props) {
          if (
            /^(?:dangerously\w+|allowDangerously\w+|yolo|autoApprove)$/i.test(name) &&
            inner.t === 'const' &&
            inner.v === true
          )
            skips.found = true
          textsIn(inner, into, skips, depth + 1)
        }
        for (const inner of each.rest) textsIn(inner, into, skips, depth + 1)
        break
      case 'array':
        for (const inner of [...each.items, ...each.rest]) textsIn(inner, into, skips, depth + 1)
        break
      case 'ref':
        for (const inner of [...(each.args ?? []), ...(each.written ?? [])]) textsIn(inner, into, skips, depth + 1)
        break
    }
  }
}
