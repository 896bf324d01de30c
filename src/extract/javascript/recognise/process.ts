/** Programs that the code starts. */

import { commandFacts, embeddedScripts } from '../../classify/command.js'
import { isSecretName } from '../../classify/environment.js'
import type { Callee } from '../apply.js'
import { pathText } from '../catalogue.js'
import type { CallNode } from '../syntax.js'
import { alternatives, type Sources, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import { asCommanded } from './agent-config.js'
import { asOrdered } from './agent-prompts.js'
import { recogniseScriptText } from './code.js'
import type { Recogniser } from './context.js'
import { recordFlow } from './flow.js'
import { recogniseHanded } from './handed.js'
import { linkProgram } from './loads.js'
import { copiedPayee } from './payee.js'

interface SpawnShape {
  readonly shell: boolean | 'option'
  /** One array holds the whole argv. */
  readonly argv?: boolean
  /** The command stands in an options object under these names. */
  readonly options?: boolean
}

function spawnShape(path: string): SpawnShape | undefined {
  switch (path) {
    case 'node:child_process.exec':
    case 'node:child_process.execSync':
    case 'pkg:shelljs.exec':
    case 'pkg:sudo-prompt.exec':
    case 'pkg:execa.execaCommand':
    case 'pkg:execa.execaCommandSync':
    case 'pkg:execa.command':
    case 'pkg:child-process-promise.exec':
      return { shell: true }
    case 'node:child_process.spawn':
    case 'node:child_process.spawnSync':
    case 'node:child_process.execFile':
    case 'node:child_process.execFileSync':
    case 'node:child_process.fork':
    case 'pkg:child-process-promise.spawn':
    case 'pkg:tinyexec.x':
    case 'pkg:tinyexec.exec':
    case 'pkg:nano-spawn':
    case 'pkg:promisify-child-process.spawn':
      return { shell: 'option' }
    case 'global:Bun.spawn':
    case 'global:Bun.spawnSync':
    case 'global:Deno.run':
      return { shell: false, argv: true }
    case 'new global:Deno.Command':
      return { shell: false, options: true }
  }
  if (/^pkg:execa(?:\.(?:execa|execaSync|sync|node|execaNode|\$))?$/.test(path)) return { shell: 'option' }
  if (/^pkg:(?:@lydell\/|@homebridge\/)?node-pty(?:-prebuilt-multiarch)?\.spawn$/.test(path)) return { shell: false }
  if (/^new pkg:@modelcontextprotocol\/(?:sdk|client)\/?.*StdioClientTransport$/.test(path))
    return { shell: false, options: true }
  return undefined
}

/** @returns whether the call starts a program */
export function recogniseSpawn(to: Recogniser, call: CallNode, path: string, args: readonly Value[]): boolean {
  if (path === 'global:process.binding' && /spawn|process_wrap/.test(stringOf(args[0]) ?? '')) {
    to.add(
      {
        kind: 'process.spawn',
        value: '{}',
        detail: { command: '{}', shell: false, downloads: false, argument: false, hosts: [], hidden: true },
      },
      call,
    )
    return true
  }
  const shape = spawnShape(path)
  if (shape === undefined) return false
  const [first, second] = args
  const options = args.find((arg, index) => index > 0 && arg.t === 'object')
  const shellOption = options?.t === 'object' ? options.props.get('shell') : undefined
  const shell =
    shape.shell === true ||
    (shape.shell === 'option' && shellOption !== undefined && !(shellOption.t === 'const' && !shellOption.v))
  let command: Value | undefined = first
  // What follows a command line are options: where it runs, for how long.
  let rest: Value | undefined = shape.shell === true ? undefined : second
  if (shape.argv === true && first !== undefined) {
    const list = first.t === 'object' ? (first.props.get('cmd') ?? first) : first
    command = list.t === 'array' ? list.items[0] : undefined
    rest = list.t === 'array' ? { t: 'array', items: list.items.slice(1), rest: list.rest } : list
  } else if (shape.options === true) {
    const from = [first, second].find((arg) => arg?.t === 'object')
    if (from?.t === 'object') {
      command = from.props.get('command') ?? first
      rest = from.props.get('args')
    }
  }
  record(to, call, command, rest, shell, path, options)
  return true
}

const MOST_COMMANDS = 12

function record(
  to: Recogniser,
  call: CallNode,
  command: Value | undefined,
  rest: Value | undefined,
  shell: boolean,
  path: string,
  options: Value | undefined,
): void {
  const sources: Sources = new Set([
    ...(command === undefined ? [] : sourcesOf(command)),
    ...(rest === undefined || rest.t === 'object' ? [] : sourcesOf(rest)),
  ])
  const argument = sources.has('argument')
  const fromTool = sources.has('tool')
  const lists =
    rest === undefined
      ? [[]]
      : alternatives(rest)
          .slice(0, 4)
          .map((each) =>
            each.t === 'array'
              ? [...each.items.map((item) => wordOf(item)), ...each.rest.map(() => '{}')]
              : each.t === 'object' || each.t === 'function'
                ? []
                : each.t === 'const' && each.v === undefined
                  ? []
                  : ['{}'],
          )
  const hosts = new Set<string>()
  let seen = 0
  for (const each of command === undefined ? [undefined] : alternatives(command)) {
    const program = each === undefined ? '{}' : wordOf(each)
    for (const list of lists) {
      if (seen++ >= MOST_COMMANDS) return
      const words = [program, ...list]
      const line = shell ? words.join(' ') : words
      emit(to, call, line, shell, { argument, fromTool })
      if (sources.size > 0 || options !== undefined) for (const host of hostsOf(line, shell)) hosts.add(host)
      pushedElsewhere(to, call, words, shell)
      linkProgram(to, call, path, words)
    }
  }
  const target = command === undefined ? '{}' : (textOf(command) ?? '{}')
  for (const source of sources) {
    if (source === 'argument' ? shell : /^(?:secret:|clipboard|recon:|env:\*)/.test(source) || isSecretVariable(source))
      recordFlow(to, call, {
        source,
        sink: `spawn:${target.slice(0, 120)}`,
        sinkKind: 'spawn',
        slot: shell ? 'shell' : 'argv',
        via: 'command',
        sources,
        fromTool,
      })
  }
  if (command !== undefined && rest?.t === 'array') recogniseScriptText(to, call, command, rest.items)
  if (options?.t === 'object') recogniseHanded(to, call, options.props.get('env'))
  const inside = environmentOf(options)
  leaves(to, call, hosts, sources, 'command')
  leaves(to, call, hosts, inside, 'variable of a command')
}

/** What a program is given in variables of its own, besides those of the process. */
function environmentOf(options: Value | undefined): Sources {
  const given = options?.t === 'object' ? options.props.get('env') : undefined
  const out = new Set<string>()
  if (given?.t === 'object')
    for (const each of given.props.values())
      for (const source of sourcesOf(each)) if (source !== 'env:*') out.add(source)
  return out
}

/** A repository that is told to go to a fixed address takes its files there, now or with the user's next push. */
function pushedElsewhere(to: Recogniser, call: CallNode, words: readonly string[], shell: boolean): void {
  const line = words.join(' ').slice(0, 2_000)
  if (
    !/^(?:\S*\/)?git\b(?=.{0,200}(?:\bremote (?:add|set-url)\b|\bpush\b|\bconfig\b.{0,80}(?:pushurl|\.url|insteadof)))/i.test(
      line,
    )
  )
    return
  for (const host of hostsOf(shell ? line : words, shell))
    recordFlow(to, call, {
      source: 'file:{}',
      sink: `net:${host}`,
      sinkKind: 'net',
      slot: 'git remote',
      via: 'git remote',
    })
}

/** A command that goes to a host takes with it what it is given. */
function leaves(to: Recogniser, call: CallNode, hosts: Iterable<string>, sources: Sources, via: string): void {
  for (const host of hosts) {
    for (const source of sources) {
      if (
        !/^(?:argument$|secret:|clipboard$|conversation$|transport$|recon:|env:\*$)/.test(source) &&
        !isSecretVariable(source)
      )
        continue
      recordFlow(to, call, {
        source,
        sink: `net:${host}`,
        sinkKind: 'net',
        slot: 'command',
        via,
        sources,
        fromTool: sources.has('tool'),
      })
    }
  }
}

/** Programs that put their input into the clipboard. */
const CLIPBOARDS = /^(?:\S*\/)?(?:pbcopy|xclip|xsel|wl-copy|clip(?:\.exe)?|termux-clipboard-set)\b/

const TO_CLIPBOARD = /\|\s{0,4}(?:pbcopy|xclip|xsel|wl-copy|clip(?:\.exe)?)\b|\bset-clipboard\b/i

/** `child.stdin.write(x)`, `child.stdin.end(x)`: what a program that goes to a host is given as its input. */
export function recogniseInput(to: Recogniser, call: CallNode, callee: Callee, args: readonly Value[]): void {
  const { self, method } = callee
  if (method !== 'write' && method !== 'end') return
  for (const each of self === undefined ? [] : alternatives(self)) {
    if (each.t !== 'ref' || !/^(?:node:child_process|pkg:(?:execa|cross-spawn))\b.*\(\)\.stdin$/.test(each.path))
      continue
    const child = each.on?.t === 'ref' ? each.on : each
    const [program, list] = child.args ?? []
    const words = [program, ...(list?.t === 'array' ? list.items : [])].map((word) =>
      word === undefined ? '{}' : wordOf(word),
    )
    const shell = /exec(?:Sync)?\(\)\.stdin$/.test(each.path) || words.length === 1
    const line = shell ? words.join(' ') : words
    const programs = program === undefined ? [] : alternatives(program).map((one) => textOf(one) ?? '')
    if (programs.some((one) => CLIPBOARDS.test(one))) for (const arg of args) copiedPayee(to, call, arg)
    for (const draft of commandFacts(line, { shell })) {
      const ordered = asOrdered(
        draft,
        args.flatMap((arg) => alternatives(arg).map((text) => textOf(text) ?? '')),
      )
      if (ordered !== draft) for (const fact of asCommanded(to, ordered, call, '')) to.add(fact, call)
    }
    const hosts = hostsOf(line, shell)
    leaves(to, call, hosts, new Set(args.flatMap((arg) => [...sourcesOf(arg)])), 'input of a command')
  }
}

function hostsOf(command: string | readonly string[], shell: boolean): Set<string> {
  const out = new Set<string>()
  for (const draft of commandFacts(command, { shell })) {
    if (draft.kind !== 'process.spawn') continue
    const { hosts } = draft.detail
    if (Array.isArray(hosts)) for (const host of hosts as readonly string[]) if (!host.includes('{}')) out.add(host)
  }
  return out
}

export function isSecretVariable(source: string): boolean {
  return source.startsWith('env:') && isSecretName(source.slice('env:'.length))
}

function wordOf(value: Value): string {
  return pathText(value) ?? stringOf(value) ?? '{}'
}

function emit(
  to: Recogniser,
  call: CallNode,
  command: string | readonly string[],
  shell: boolean,
  given: { readonly argument: boolean; readonly fromTool: boolean },
): void {
  const shown = typeof command === 'string' ? command : command.join(' ')
  for (const draft of commandFacts(command, { shell })) {
    const said = draft.kind === 'process.spawn' ? { ...draft, detail: { ...draft.detail, ...given } } : draft
    const texts = draft.kind === 'agent.invoke' ? (typeof command === 'string' ? [command] : command.slice(1)) : []
    for (const each of asCommanded(to, asOrdered(said, texts), call, shown)) to.add(each, call)
  }
  if (TO_CLIPBOARD.test(shown))
    for (const word of shown.slice(0, 4_000).split(/[\s'"|;&]+/)) copiedPayee(to, call, { t: 'const', v: word })
  for (const script of embeddedScripts(command)) to.embed(script, call)
}
