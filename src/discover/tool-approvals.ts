/** Settings, apart from the servers' own entries, by which tools run without a question. Pure. */
import { child, children, isMap, type Located } from './document.js'
import { booleanOf, textOf } from './values.js'

/** @returns tools of a server that need no question, `*` for all of them */
export type ToolApproval = (server: string) => readonly string[]

const MOST_RULES = 500

/**
 * Reads what stands at a client's key: `true` or `"always"` for all tools of all servers, a list of rules, or a map from rules to
 * `true`, `"allow"` or `"always"`.
 *
 * Rules are those of Claude Code (`mcp__server`, `mcp__server__tool`), Amazon Q and Kiro (`@server`, `@server/tool`), and OpenCode
 * (`server_tool`, with `*`). What none of them reads as a rule about a server, such as `Bash(git *)`, says nothing.
 */
export function readToolApproval(at: Located): ToolApproval | null {
  if (booleanOf(at) === true || ALL.test(textOf(at) ?? '')) return () => ['*']
  const rules = (
    at.node.type === 'list'
      ? children(at).map((one) => textOf(one) ?? '')
      : isMap(at)
        ? children(at).flatMap((one) => (allows(one) ? [one.key] : []))
        : []
  )
    .filter((rule) => rule !== '' && rule.length <= 300)
    .slice(0, MOST_RULES)
  return rules.length === 0 ? null : (server) => [...new Set(rules.flatMap((rule) => toolsIn(rule, server)))]
}

/** Claude Code's `bypassPermissions`, OpenCode's `allow`, Goose's `auto`; other modes ask. */
const ALL = /^(?:bypassPermissions|allow|auto|always|always_allow|yolo)$/

const allows = (one: Located): boolean =>
  booleanOf(one) === true || ALL.test(textOf(one) ?? '') || booleanOf(child(one, 'approve')) === true

function toolsIn(rule: string, server: string): readonly string[] {
  if (rule === '*' || rule === 'mcp__*') return ['*']
  const plain = server.replace(/[^\w-]/g, '_')
  for (const name of new Set([server, plain])) {
    for (const [prefix, separator] of [
      [`mcp__${name}`, '__'],
      [`@${name}`, '/'],
    ] as const) {
      if (rule === prefix) return ['*']
      if (rule.startsWith(prefix + separator)) return [rule.slice(prefix.length + separator.length)]
    }
    if (rule.startsWith(`${name}_`) && rule.length > name.length + 1) return [rule.slice(name.length + 1)]
  }
  return []
}
