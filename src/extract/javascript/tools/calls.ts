/** Which function of the package calls which, as far as a tool's work is followed along it. */
import type { Callee } from '../apply.js'
import type { Recogniser } from '../recognise/context.js'
import { type CallNode, isClass, isFunction } from '../syntax.js'
import { alternatives, type Value } from '../values.js'
import type { Unit } from './ledger.js'

const MOST_TARGETS = 8
/** Methods that everything has: a name alone says nothing of them. */
const COMMON = new Set(
  `get set has add delete push pop map filter find forEach reduce join split slice concat includes keys values entries then catch
  finally call apply bind toString parse stringify log error warn info debug on once off emit close open start stop end write
  read send run exec execute handle init next return throw match test replace trim sort reverse flat at fill some every update
  create remove clear connect disconnect request post put patch list load save build render process format validate dispose
  describe optional default object string number use register resolve`
    .split(/\s+/)
    .filter(Boolean),
)

/** Records what a call goes to, under the function or branch that it stands in. */
export function recordCall(to: Recogniser, call: CallNode, callee: Callee): void {
  const unit = to.ledger.around(call, to.module)
  if (unit === undefined) return
  let known = false
  for (const target of alternatives(callee.target).slice(0, MOST_TARGETS)) {
    if (target.t === 'ref') known = true
    known = link(to, unit, target) || known
  }
  if (!known && callee.method !== undefined && callee.self?.t !== 'const' && !COMMON.has(callee.method))
    if (unit.blind.size < 64) unit.blind.add(callee.method)
  // A function that is handed over is called by whom it is handed to.
  for (const arg of call.arguments)
    if (arg.type === 'Identifier' && arg.binding?.definitions.some(({ type }) => type === 'function') === true)
      for (const each of alternatives(to.on.value(arg, to.module))) link(to, unit, each)
}

function link(to: Recogniser, unit: Unit, target: Value): boolean {
  let called: Unit | undefined
  if (target.t === 'function') called = to.ledger.function(target.node, target.module)
  else if (target.t === 'class' && isClass(target.node)) called = to.ledger.construction(target.node, target.module)
  else if (target.t === 'namespace') {
    const whole = to.on.wholeExport(target.module)
    if (whole.t === 'function' && isFunction(whole.node)) called = to.ledger.function(whole.node, whole.module)
  } else return false
  if (called !== undefined && called !== unit) unit.calls.add(called)
  return true
}
