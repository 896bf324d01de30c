/** What an entry allows by itself: tools that run without a question, and values that its client runs as commands. Pure. */
import { compareText, type Grants, NO_GRANTS } from '../model.js'
import { childLike as child, children, isMap, type Located } from './document.js'
import { booleanOf, textOf } from './values.js'

/**
 * How a client takes values of an entry for commands:
 * - `shell` expands `$(…)` in them, as Crush does;
 * - `bang` runs what stands behind a leading `!`, as oh-my-pi does;
 * - `cmd` runs `${cmd: …}`, as MCPHub does.
 */
export type Dialect = 'shell' | 'bang' | 'cmd'

const COMMANDS: Readonly<Record<Dialect, RegExp>> = { shell: /\$\(|`/, bang: /^\s*!/, cmd: /\$\{cmd:/ }

/** Keys whose list, `true` or `*` lets tools run without a question: Kiro and Cline, Roo Code and Kilo Code, Gemini CLI. */
const APPROVALS = ['autoApprove', 'alwaysAllow', 'autoApproveAll', 'trust', 'autoAllow']

/** Keys whose value the client runs as a command to make a request's headers: Claude Code. */
const HOOKS = ['headersHelper']

/** Where a dialect looks into values. */
const EXPANDED = ['command', 'args', 'env', 'url', 'headers']

/**
 * @param entry where a client's switches stand
 * @param launch where command and URL stand: the entry, or its `transport`
 */
export function grantsOf(entry: Located, launch: Located, dialect?: Dialect): Grants {
  const shellHooks = HOOKS.filter((key) => child(entry, key) !== undefined || child(launch, key) !== undefined)
  const hookCommands = HOOKS.flatMap((key) => {
    const places = [child(entry, key), child(launch, key)].filter((one) => one !== undefined)
    return [...new Map(places.map((one) => [one.pointer, one])).values()].flatMap((one) => textsIn(one))
  })
  if (dialect) {
    const run = EXPANDED.map((key) => [key, ranIn(child(launch, key), COMMANDS[dialect])] as const)
    for (const [key, commands] of run) if (commands.length > 0) shellHooks.push(key)
    // In whatever order a map has them.
    hookCommands.push(...run.flatMap(([, commands]) => commands).sort(compareText))
  }
  const autoApproved = [...new Set([...namedTools(entry), ...codexTools(entry)])]
  return { ...NO_GRANTS, autoApproved, shellHooks, hookCommands }
}

const namedTools = (entry: Located): readonly string[] =>
  APPROVALS.flatMap((key) => {
    const value = child(entry, key)
    if (booleanOf(value) === true) return ['*']
    if (value?.node.type === 'list') return children(value).flatMap((item) => textOf(item) ?? [])
    // `{"tool": true}`
    if (isMap(value)) return children(value).flatMap((one) => (booleanOf(one) === true ? [one.key] : []))
    return textOf(value)?.trim() === '*' ? ['*'] : []
  })

/** Codex: `default_tools_approval_mode = "approve"`, and `approval_mode` of single tools. */
function codexTools(entry: Located): readonly string[] {
  const approves = (value: Located | undefined): boolean => textOf(value) === 'approve'
  const all = approves(child(entry, 'default_tools_approval_mode')) ? ['*'] : []
  const tools = child(entry, 'tools')
  if (!isMap(tools)) return all
  return [...all, ...children(tools).flatMap((one) => (approves(child(one, 'approval_mode')) ? [one.key] : []))]
}

/** Texts at or directly below a value, from where a command begins in them. */
function ranIn(value: Located | undefined, pattern: RegExp): readonly string[] {
  if (value === undefined) return []
  return [value, ...children(value)].flatMap((one) => {
    const text = textOf(one) ?? ''
    const at = text.search(pattern)
    return at < 0 ? [] : [text.slice(at)]
  })
}

/** No client's command is nested deeper; a file that anybody wrote may be. */
const DEEPEST = 8

/** All texts at and below a value, in their order. */
function textsIn(value: Located, depth = 0): readonly string[] {
  const text = textOf(value)
  if (text !== undefined) return [text]
  return depth < DEEPEST ? children(value).flatMap((one) => textsIn(one, depth + 1)) : []
}
