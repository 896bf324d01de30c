/** All recognisers over one file, in one pass over what the survey found. */
import { hostFacts } from '../../classify/hosts.js'
import { pathFacts } from '../../classify/paths.js'
import { argumentsOf, calleeOf } from '../apply.js'
import { standsForRequire } from '../interop.js'
import { canonicalPath } from '../references.js'
import { type CallNode, isFunction, type Node } from '../syntax.js'
import { recordCall } from '../tools/calls.js'
import { recogniseToolObjects } from '../tools/objects.js'
import { recogniseToolCall } from '../tools/registrations.js'
import { alternatives, type RefValue, textOf, type Value } from '../values.js'
import { recogniseAgentCall } from './agent-calls.js'
import { recogniseClient } from './clients.js'
import {
  recogniseDefinedPatch,
  recogniseEval,
  recogniseImport,
  recogniseNativeLoad,
  recognisePatch,
  recogniseRequire,
} from './code.js'
import type { Recogniser } from './context.js'
import { recogniseDenoVariable, recogniseEnvironment } from './environment.js'
import { recogniseAssignedVariables } from './handed.js'
import { recogniseListeners } from './listener.js'
import { loadsModule, recogniseAssignedLoads, recogniseLoads } from './loads.js'
import { recogniseDns, recogniseFile, recogniseRecon } from './machine.js'
import { recogniseEgress, recogniseFollowUp, recogniseListen, recogniseUrlArgument } from './network.js'
import { partiesInCall } from './parties.js'
import { recognisePicture } from './pictures.js'
import { calledName, placeOf } from './place.js'
import { recogniseInput, recogniseSpawn } from './process.js'
import {
  recipientsInArguments,
  recipientsInArrays,
  recipientsInCall,
  recipientsInObjects,
  recipientsInText,
  recipientsInWrites,
} from './recipients.js'
import { recogniseUncheckedCall, recogniseUncheckedObjects, recogniseUncheckedWrites } from './tls.js'
import { recogniseToolText } from './tool-text.js'

/** Reads a whole file. Facts go to `to.add`; nothing is returned. */
export function recogniseModule(to: Recogniser): void {
  const { survey } = to.module
  for (const call of survey.calls) recogniseCall(to, call)
  for (const node of survey.imports) recogniseImport(to, node)
  for (const write of survey.writes) {
    recognisePatch(to, write)
    recogniseAssignedLoads(to, write)
  }
  for (const tag of survey.tags) {
    const target = to.on.value(tag.tag, to.module)
    if (
      target.t === 'ref' &&
      /^(?:pkg:zx\.\$|pkg:execa\.\$|pkg:dax[^.]*\.\$|global:Bun\.\$|node:bun\.\$|pkg:bun\.\$)/.test(target.path)
    ) {
      recogniseSpawn(to, tag as never, 'node:child_process.exec', [to.on.value(tag.quasi, to.module)])
    }
  }
  recogniseEnvironment(to)
  recogniseToolText(to)
  recipientsInObjects(to)
  recipientsInWrites(to)
  recipientsInArrays(to)
  recogniseToolObjects(to)
  recogniseUncheckedWrites(to)
  recogniseUncheckedObjects(to)
  recogniseListeners(to)
  recogniseAssignedVariables(to)
  for (const node of survey.texts) recogniseText(to, node)
}

const SILENT_CALLS = new Set([
  'log',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'describe',
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'test',
  'match',
  'has',
  'deprecated',
  'literal',
])

function recogniseCall(to: Recogniser, call: CallNode): void {
  const { on, module } = to
  if (call.callee.type === 'Super') return
  const callee = calleeOf(on, call, module)
  const refs = alternatives(callee.target)
    .filter((each) => each.t === 'ref')
    .slice(0, 6)
  const method = callee.method ?? calledName(call.callee as Node)
  let args: Value[] | undefined
  const given = (): Value[] => {
    args ??= argumentsOf(on, call, callee, module)
    return args
  }
  let known = false
  for (const ref of refs) {
    if (ref.t !== 'ref') continue
    const plain = canonicalPath(ref)
    const path = call.type === 'NewExpression' ? `new ${plain}` : plain
    if (loadsModule(path)) {
      recogniseRequire(to, call, given())
      known = true
      continue
    }
    if (path === 'new node:worker_threads.Worker' || path === 'new global:Worker') {
      const script = given()[0]
      if (script !== undefined) worker(to, call, script, given()[1])
      known = true
      continue
    }
    if (/^(?:new )?(?:global|node|pkg|commonjs):/.test(path)) {
      known =
        recogniseEgress(to, call, ref, path, given()) ||
        recogniseSpawn(to, call, path, given()) ||
        // The call of what `new Function(…)` made is not the making of another.
        recogniseEval(to, call, isMade(call, ref) ? `${path}()` : path, given()) ||
        recogniseFile(to, call, path, given()) ||
        recogniseRecon(to, call, path) ||
        recogniseDns(to, call, path, given()) ||
        known
      if (/^(?:new )?pkg:/.test(path)) recogniseClient(to, call, ref, path, given())
      recogniseDefinedPatch(to, call, path, given())
      recogniseNativeLoad(to, call, path, given())
      recogniseDenoVariable(to, call, path, given())
      recogniseUncheckedCall(to, call, path, given())
    }
    recogniseListen(to, call, callee, path, given())
  }
  if (!known && alternatives(callee.target).some(standsForRequire)) {
    recogniseRequire(to, call, given())
    known = true
  }
  if (callee.self !== undefined || refs.some((each) => each.t === 'ref' && each.path.endsWith('.pipeline'))) {
    if (method === 'listen' && refs.length === 0) recogniseListen(to, call, callee, undefined, given())
    recogniseFollowUp(to, call, callee, given())
    recogniseInput(to, call, callee, given())
  }
  recogniseLoads(to, call, pathsOf(call, refs), method, given)
  recordCall(to, call, callee)
  recogniseToolCall(to, call, callee)
  recogniseAgentCall(to, call, pathsOf(call, refs), method, known, given)
  recipientsInCall(to, call)
  if (!known && call.arguments.some(mayHoldObject)) recipientsInArguments(to, call, given())
  partiesInCall(to, call, callee, method, given)
  const pure = refs.some(
    (each) =>
      each.t === 'ref' &&
      /^(?:global:(?:console|String|Number|Array|Object|JSON|Math|Set|Map|RegExp|Symbol|Promise|encodeURI|decodeURI|URL\b|Error)|new global:(?:URL|Set|Map|RegExp|Error)|node:(?:path|url|util|assert)|(?:new )?pkg:(?:ajv|zod|jsonschema|json-schema)\b)/.test(
        call.type === 'NewExpression' ? `new ${each.path}` : each.path,
      ),
  )
  if (
    !known &&
    !pure &&
    (method === undefined || (!SILENT_CALLS.has(method) && !/Error$/.test(method))) &&
    call.arguments.some(mayHoldUrl)
  )
    recogniseUrlArgument(to, call, given())
}

function pathsOf(call: CallNode, refs: readonly Value[]): string[] {
  return refs.flatMap((each) =>
    each.t === 'ref' ? [call.type === 'NewExpression' ? `new ${canonicalPath(each)}` : canonicalPath(each)] : [],
  )
}

function isMade(call: CallNode, ref: RefValue): boolean {
  return call.type === 'CallExpression' && ref.args !== undefined && ref.path.startsWith('new ')
}

/** Whether evaluating an argument could give a URL: keeps plain callbacks and literals off the evaluator. */
function mayHoldUrl(node: Node): boolean {
  if (isFunction(node)) return false
  if (node.type === 'Literal') return typeof node.value === 'string' && /^[a-z]{2,5}:\/\//i.test(node.value)
  return node.type !== 'ThisExpression' && node.type !== 'ClassExpression'
}

/** A variable or a call may give an object whose slots are not written as a literal. */
function mayHoldObject(node: Node): boolean {
  return (
    node.type === 'Identifier' ||
    node.type === 'CallExpression' ||
    node.type === 'NewExpression' ||
    node.type === 'ObjectExpression'
  )
}

function worker(to: Recogniser, call: CallNode, script: Value, options: Value | undefined): void {
  const text = textOf(script)
  const isCode = options?.t === 'object' && options.props.get('eval')?.t === 'const'
  if (text === undefined) return
  if (isCode) {
    to.add({ kind: 'code.eval', value: 'constant worker', detail: { origin: 'constant', via: 'worker' } }, call)
    to.embed(text, call)
  } else to.link(text, call)
}

const URL_TEXT = /^(?:https?|wss?|ftp):\/\/[^\s"'<>`]{3,500}$/i
const MAYBE_PATH = /(?:^|[/\\~%$}])\.?[A-Za-z]/

/** Texts on their own: a URL that we don't see used, a path to secrets, a header line. */
function recogniseText(to: Recogniser, node: Node): void {
  recipientsInText(to, node)
  recognisePicture(to, node)
  if (node.type === 'Literal') to.ledger.mention(String(node.value), to.module.path)
  const text = node.type === 'Literal' ? String(node.value) : textOf(to.on.value(node, to.module))
  if (text === undefined || text.length > 600 || text.length < 4) return
  if (URL_TEXT.test(text)) {
    if (!placeOf(node).silent) for (const draft of hostFacts(text, false)) to.add(draft, node)
    return
  }
  if (/\s/.test(text) || !MAYBE_PATH.test(text)) return
  const drafts = pathFacts(text, 'mention')
  if (drafts.length > 0 && !placeOf(node).silent) for (const draft of drafts) to.add(draft, node)
}
