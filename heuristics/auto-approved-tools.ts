import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { ServerEntry, Severity } from '../src/model.js'
import { weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'
import { actOf, isEveryTool, isPattern, type ToolAct } from './knowledge/tool-names.js'

/** Tools that a message names; a list may be long. */
const MAX_NAMED = 6

/** The question before a call is the only one that a person answers between a text with instructions in it and what they do. */
export default defineConfigurationHeuristic({
  id: 'auto-approved-tools',
  title: 'tools of the server run without a question',
  severity: 'medium',
  confidence: 'medium',
  remedy:
    'Approve reading tools alone, one by one, and let the client ask before those that write, run, delete or send.',

  *judge(server) {
    for (const { entry } of ownEntries(server)) {
      const tools = [...new Set(entry.grants.autoApproved)]
      if (tools.some(isEveryTool)) yield everyTool(entry)
      else yield* someTools(entry, tools)
    }
  },
})

const ALL: Readonly<Partial<Record<ServerEntry['scope'], Severity>>> = {
  // Whoever clones the project takes its approval over.
  project: 'high',
  // An administrator's decision.
  managed: 'low',
}

function everyTool(entry: ServerEntry): ConfigurationSign {
  const own = entry.scope === 'project' ? ': the project decides it for everyone who opens it' : ''
  return {
    severity: weighed(ALL[entry.scope] ?? 'medium', entry),
    message: `every tool runs without a question, also those that a later release adds${own}`,
    entry,
    key: ['*'],
  }
}

const SEVERITY: Record<ToolAct | 'pattern', Severity | null> = {
  run: 'medium',
  delete: 'medium',
  send: 'medium',
  write: 'low',
  pattern: 'low',
  read: null,
}

const WORDS: Record<'medium' | 'low', string> = {
  medium: 'run programs, delete or send',
  low: 'change something',
}

function* someTools(entry: ServerEntry, tools: readonly string[]): Iterable<ConfigurationSign> {
  const graded = tools.flatMap((tool) => {
    const act = actOf(tool) ?? (isPattern(tool) ? 'pattern' : null)
    const severity = act === null ? null : SEVERITY[act]
    return severity === null ? [] : [{ tool, severity }]
  })
  for (const severity of ['medium', 'low'] as const) {
    const names = graded.filter((each) => each.severity === severity).map(({ tool }) => tool)
    if (names.length === 0) continue
    const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''
    const shown = names.slice(0, MAX_NAMED).map((name) => `\`${name.slice(0, 60)}\``)
    yield {
      severity: weighed(severity, entry),
      message: `tools that ${WORDS[severity]} by their names run without a question: ${shown.join(', ')}${more}`,
      entry,
      key: names,
    }
  }
}
