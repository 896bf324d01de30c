/** What programs that are started from here are told to start or to load in their turn, by variables that they are given. */
import { commandFacts } from '../../classify/command.js'
import { isHanded } from '../../classify/handed-commands.js'
import { type Node, writtenName } from '../syntax.js'
import { alternatives, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'

const MOST_VARIABLES = 200
const MOST_VALUES = 8
const LONGEST = 4_000

/** `{ env: { GIT_SSH_COMMAND: '…' } }` of a program that is started. */
export function recogniseHanded(to: Recogniser, node: Node, environment: Value | undefined): void {
  for (const each of environment === undefined ? [] : alternatives(environment).slice(0, MOST_VALUES)) {
    if (each.t !== 'object') continue
    let left = MOST_VARIABLES
    for (const [name, value] of each.props) {
      if (left-- <= 0) return
      hand(to, node, name, value)
    }
  }
}

/** `process.env.GIT_SSH_COMMAND = '…'`: whatever is started later is given it. */
export function recogniseAssignedVariables(to: Recogniser): void {
  for (const write of to.module.survey.writes) {
    const { left } = write
    if (left.type !== 'MemberExpression' || left.object.type === 'Super') continue
    const name = writtenName(left) ?? (left.computed ? stringOf(to.on.value(left.property, to.module)) : undefined)
    if (name === undefined || !/^[A-Za-z_]\w{1,40}$/.test(name) || name !== name.toUpperCase()) continue
    const object = to.on.value(left.object, to.module)
    if (object.t !== 'ref' || object.path !== 'global:process.env') continue
    hand(to, write, name, to.on.value(write.right, to.module))
  }
}

function hand(to: Recogniser, node: Node, name: string, value: Value): void {
  for (const each of alternatives(value).slice(0, MOST_VALUES)) {
    const text = textOf(each)?.slice(0, LONGEST)
    if (text === undefined || !isHanded(name, text)) continue
    for (const draft of commandFacts(text, { shell: true })) {
      if (draft.kind !== 'process.spawn') to.add(draft, node)
      else {
        const said = `${name}=${draft.value}`
        to.add({ ...draft, value: said, detail: { ...draft.detail, command: said, handed: [name] } }, node)
      }
    }
  }
}
