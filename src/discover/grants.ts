/** What an entry allows by itself: tools that run without a question, and values that its client runs as commands. Pure. */
import { type Grants, NO_GRANTS } from '../model.js'
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
  if (dialect) shellHooks.push(...EXPANDED.filter((key) => someText(child(launch, key), COMMANDS[dialect])))
  return { ...NO_GRANTS, autoApproved: [...new Set([...namedTools(entry), ...codexTools(entry)])], shellHooks }
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

/** Whether text at or directly below a value matches. */
function someText(value: Located | undefined, pattern: RegExp): boolean {
  if (value === undefined) return false
  return [value, ...children(value)].some((one) => pattern.test(textOf(one) ?? ''))
}
