/** Command lines that start an AI agent: which, with which permissions, and whether it is told what to do. */
import { draft, type FactDraft } from '../draft.js'

interface Agent {
  /** Shown name. */
  readonly name: string
  /** Flags or first words that give it work without a person. */
  readonly prompts: readonly string[]
  /** The file that `<agent> mcp add` writes. */
  readonly config: string
  /** The name is an ordinary word: only with one of its own flags or subcommands is it this agent. */
  readonly ordinaryName?: true
}

const agent = (
  name: string,
  config: string,
  prompts: readonly string[],
  more: { ordinaryName?: true } = {},
): Agent => ({
  name,
  config,
  prompts,
  ...more,
})

/** From the clients' own command-line references, 2026. */
const AGENTS: ReadonlyMap<string, Agent> = new Map([
  ['claude', agent('claude', '.claude.json', ['-p', '--print'])],
  ['claude-code', agent('claude', '.claude.json', ['-p', '--print'])],
  ['gemini', agent('gemini', '.gemini/settings.json', ['-p', '--prompt', '-i', '--prompt-interactive'])],
  ['gemini-cli', agent('gemini', '.gemini/settings.json', ['-p', '--prompt', '-i', '--prompt-interactive'])],
  ['codex', agent('codex', '.codex/config.toml', ['exec', 'e', '-p', '-q', '--quiet'])],
  ['q', agent('q', '.amazonq/mcp.json', ['chat'], { ordinaryName: true })],
  ['qchat', agent('q', '.amazonq/mcp.json', ['chat'])],
  ['kiro-cli', agent('kiro-cli', '.kiro/settings/mcp.json', ['chat'])],
  ['cursor-agent', agent('cursor-agent', '.cursor/mcp.json', ['-p', '--print'])],
  ['copilot', agent('copilot', '.copilot/mcp-config.json', ['-p', '--prompt'])],
  ['aider', agent('aider', '.aider.conf.yml', ['-m', '--message', '--message-file', '-f'])],
  ['opencode', agent('opencode', 'opencode.json', ['run', '-p', '--prompt'])],
  ['opencode-ai', agent('opencode', 'opencode.json', ['run', '-p', '--prompt'])],
  ['qwen', agent('qwen', '.qwen/settings.json', ['-p', '--prompt'])],
  ['qwen-code', agent('qwen', '.qwen/settings.json', ['-p', '--prompt'])],
  ['goose', agent('goose', 'goose/config.yaml', ['run'], { ordinaryName: true })],
  ['crush', agent('crush', 'crush.json', ['run'], { ordinaryName: true })],
  ['amp', agent('amp', 'amp/settings.json', ['-x', '--execute'], { ordinaryName: true })],
  ['droid', agent('droid', '.factory/mcp.json', ['exec'], { ordinaryName: true })],
  ['auggie', agent('auggie', '.augment/settings.json', ['-p', '--print'])],
  ['cline', agent('cline', 'cline_mcp_settings.json', ['task', '-p'], { ordinaryName: true })],
])

/** Flags by which an agent stops to ask. */
const SKIPS = new Set([
  '--dangerously-skip-permissions',
  '--allow-dangerously-skip-permissions',
  '--permission-mode=bypassPermissions',
  '--permission-mode bypassPermissions',
  '--yolo',
  '-y',
  '--approval-mode=yolo',
  '--approval-mode yolo',
  '--trust-all-tools',
  '-a',
  '--full-auto',
  '--dangerously-bypass-approvals-and-sandbox',
  '--ask-for-approval=never',
  '--ask-for-approval never',
  '--sandbox=danger-full-access',
  '--sandbox danger-full-access',
  '--allow-all-tools',
  '--allow-all',
  '--yes-always',
  '--yes',
  '--force',
  '-f',
  '--auto-approve',
  '--skip-permissions-unsafe',
  '--dangerously-allow-all',
  '--no-interactive',
])
/** Tools that run without a question, and those of them by which everything does. */
const ALLOWS = /^--(?:allowed-?tools|allow-?tools?|auto-?approve-?tools)(?:=|$)/i
const ANYTHING = /(?:^|[\s,"'])(?:\*|(?:Bash|Shell|run_shell_command|execute_bash|Write)(?:\(\*?\))?)(?=$|[\s,"'])/
/** Short ones that mean this for some agents only. */
const SKIPS_OF: Readonly<Record<string, readonly string[]>> = {
  '-y': ['gemini', 'qwen', 'crush', 'aider', 'cline'],
  '-a': ['q', 'kiro-cli'],
  '-f': ['cursor-agent'],
  '--force': ['cursor-agent'],
  '--yes': ['aider'],
}
/** Flags whose next word belongs to their meaning. */
const MEANING_VALUES = new Set(['--permission-mode', '--approval-mode', '--ask-for-approval', '--sandbox'])
/** Editors that agents live in, by the name of their command. */
const EDITORS = new Set([
  'code',
  'code-insiders',
  'cursor',
  'windsurf',
  'codium',
  'vscodium',
  'trae',
  'kiro',
  'positron',
  'antigravity',
])
/** Subcommands of `mcp` that enter a server. */
const ADDS = new Set(['add', 'add-json', 'add-from-claude-desktop', 'install'])

function optionOf(args: readonly string[], flag: string): string | undefined {
  const at = args.findIndex((arg) => arg === flag || arg.startsWith(`${flag}=`))
  if (at < 0) return undefined
  const arg = args[at] ?? ''
  return arg.includes('=') ? arg.slice(flag.length + 1) : (args[at + 1] ?? '{}')
}

/** Nothing is asked of the model. */
const HARMLESS = new Set([
  '--version',
  '-v',
  '-V',
  '--help',
  '-h',
  'help',
  'version',
  'doctor',
  'update',
  'upgrade',
  'login',
  'logout',
  'install',
])
/** Words of one that are as long as a sentence. */
const PROMPT_LENGTH = 40

/**
 * @param name base name of the program, or of the package that a runner starts
 * @returns agent.invoke, or agent.config where an MCP server is added by command; empty where it is no agent
 */
export function agentFacts(name: string, args: readonly string[]): FactDraft[] {
  if (EDITORS.has(name)) {
    if (args[0] === 'agent' && name === 'cursor') return agentFacts('cursor-agent', args.slice(1))
    const extension = optionOf(args, '--install-extension')
    if (extension !== undefined) {
      const file = `extension ${extension}`.slice(0, 120)
      return [draft('agent.config', file, { file, path: file, write: true, starts: [extension] })]
    }
    const added = optionOf(args, '--add-mcp')
    if (added === undefined) return []
    const file = name === 'cursor' ? '.cursor/mcp.json' : 'Code/User/mcp.json'
    return [draft('agent.config', file, { file, path: file, write: true, starts: [added.slice(0, 300)] })]
  }
  if (name === 'gh' && args[0] === 'copilot') return agentFacts('copilot', args.slice(1))
  const agent = AGENTS.get(name)
  if (!agent) return []
  const first = args.find((arg) => !arg.startsWith('-')) ?? ''
  if (first === 'mcp') {
    if (!args.some((arg) => ADDS.has(arg))) return []
    const starts = [
      args
        .slice(args.findIndex((arg) => ADDS.has(arg)) + 1)
        .join(' ')
        .slice(0, 300),
    ]
    return [draft('agent.config', agent.config, { file: agent.config, path: agent.config, write: true, starts })]
  }
  const flags = new Set<string>()
  let skipPermissions = false
  let prompt = agent.prompts.includes(first)
  if (prompt) flags.add(first)
  for (const [i, arg] of args.entries()) {
    if (!arg.startsWith('-') || arg === '-') {
      if (arg.length >= PROMPT_LENGTH && /\s/.test(arg)) prompt = true
      continue
    }
    const flag = MEANING_VALUES.has(arg)
      ? `${arg} ${args[i + 1] ?? ''}`.slice(0, 80)
      : (arg.split('=')[0] ?? '') === arg
        ? arg
        : shortened(arg)
    if (flag.length > 80 || /\s.*\s/.test(flag)) continue
    if (ALLOWS.test(arg) && ANYTHING.test(arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : (args[i + 1] ?? ''))) {
      flags.add(`${flag} for any command`)
      skipPermissions = true
    }
    flags.add(flag)
    if (SKIPS.has(flag) && (SKIPS_OF[flag]?.includes(agent.name) ?? true) && flag !== '--no-interactive')
      skipPermissions = true
    if (agent.prompts.includes(flag.split('=')[0] ?? '')) prompt = true
  }
  if (agent.ordinaryName && !prompt && !skipPermissions) return []
  if (
    !prompt &&
    !skipPermissions &&
    (args.length === 0 || args.every((arg) => HARMLESS.has(arg)) || HARMLESS.has(first))
  )
    return []
  const shown = [...flags].sort()
  return [
    draft('agent.invoke', [agent.name, ...shown].join(' '), {
      binary: agent.name,
      flags: shown,
      skipPermissions,
      prompt,
    }),
  ]
}

/** `--prompt=…` without its text; a value that is part of the meaning stays. */
function shortened(arg: string): string {
  return SKIPS.has(arg) ? arg : (arg.split('=')[0] ?? arg)
}

/** Packages of registries that are agents: `npx @anthropic-ai/claude-code -p …`. */
export function agentOfPackage(spec: string): string | null {
  const name = /^(?:@[\w.-]{1,100}\/)?([\w.-]{1,100})(?:@[^/]*)?$/.exec(spec)?.[1]?.toLowerCase()
  if (name === undefined) return null
  if (/^@openai\//.test(spec) && name === 'codex') return 'codex'
  if (/^@github\//.test(spec) && name === 'copilot') return 'copilot'
  return ['claude-code', 'gemini-cli', 'qwen-code', 'opencode-ai'].includes(name) ? name : null
}
