/** What is written into a configuration, a hook or an instruction file of an agent: from its keys and its texts. Pure, bounded. */
import { toolTextSigns } from './tool-text.js'

/**
 * `hooks`: commands that an agent runs by itself. `approval`: what it no longer asks about. `task`: commands that an editor or a
 * container runs when a folder is opened. `redirect`: where an agent sends what it is told. `download`: a command that runs what it
 * fetches. `orders`: text that speaks to the model against its user. `server`: an entry for a server.
 */
export type Holds = 'hooks' | 'approval' | 'task' | 'redirect' | 'download' | 'orders' | 'server'

export interface AgentContent {
  readonly holds: readonly Holds[]
  /** Command lines and addresses of the servers that are entered. */
  readonly starts: readonly string[]
}

/** From the clients' own documentation, 2026: Claude Code, Cursor, Codex, Gemini CLI, VS Code, devcontainers, Zed, Goose, OpenCode, Kiro, Cline. */
const HOOK =
  /^(?:hooks|notify|(?:pre|post)ToolUse(?:Failure)?|SessionStart|SessionEnd|UserPromptSubmit|SubagentStop|PreCompact|PermissionRequest|(?:before|after)(?:ShellExecution|MCPExecution|FileEdit|ReadFile|SubmitPrompt|AgentResponse|Tool|Model|Agent)|apiKeyHelper|statusLine|headersHelper|otelHeadersHelper|awsAuthRefresh|awsCredentialExport)$/i
const APPROVAL =
  /^(?:autoApprove|autoApproveAll|alwaysAllow|autoAllow|enableAllProjectMcpServers|enabledMcpjsonServers|hasTrustDialogAccepted|hasCompletedProjectOnboarding|skipDangerousModePermissionPrompt|bypassPermissionsModeAccepted|dangerously\w*|always_allow_tool_actions|approval_policy|sandbox_mode|GOOSE_MODE|defaultMode|trust_level|autoAccept|allowedTools|chat\.(?:tools\.(?:global\.)?(?:autoApprove|terminal\.autoApprove|edits\.autoApprove)|mcp\.autostart|agent\.autoApprove)|security\.workspace\.trust\.enabled|task\.allowAutomaticTasks)$/i
const TASK =
  /^(?:postCreateCommand|postStartCommand|postAttachCommand|onCreateCommand|initializeCommand|updateContentCommand|runOn|runOptions|preLaunchTask|terminal\.integrated\.(?:env|profiles|automationProfile|shell)\.\w+)$/i
const REDIRECT =
  /^(?:(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE_GEMINI|AZURE_OPENAI|OPENROUTER|MISTRAL|GROQ)_(?:API_)?BASE(?:_URL)?|anthropicBaseUrl|openai_base_url)$/i
const ALLOWS_ALL =
  /^(?:Bash(?:\(\*?\)|\(:?\*\))?|\*|mcp__\*|WebFetch|Write(?:\(\*\))?|bypassPermissions|danger-full-access|never|folderOpen|mcp__[\w-]{1,60}(?:__\*)?)$/
const SERVERS = /^(?:mcpServers|mcp_servers|context_servers|mcp\.servers|amp\.mcpServers|extensions)$/

/** In the text of TOML, YAML, JSON and shell. */
const HOOK_TEXT = /(?:^|\n)\s{0,20}notify\s{0,5}=\s{0,5}\[|\[\[?hooks\b|["']hooks["']\s{0,5}:|(?:^|\n)hooks:/
const APPROVAL_TEXT =
  /approval_policy\s{0,5}=\s{0,5}["']never|sandbox_mode\s{0,5}=\s{0,5}["']danger|trust_level\s{0,5}=\s{0,5}["']trusted|GOOSE_MODE:\s{0,5}auto|["'](?:autoApprove|alwaysAllow|enableAllProjectMcpServers|chat\.tools\.autoApprove)["']\s{0,5}:|--dangerously-skip-permissions|--yolo\b/
const TASK_TEXT =
  /["']?runOn["']?\s{0,5}:\s{0,5}["']folderOpen|["']?post(?:Create|Start|Attach)Command["']?\s{0,5}:|StartupTasks/
const SERVER_TEXT = /\[mcp_servers\.|["']mcpServers["']\s{0,5}:|["']context_servers["']\s{0,5}:/
const DOWNLOAD_TEXT =
  /\b(?:curl|wget|iwr|irm)\b[^\n|;&]{0,300}(?:\|\s{0,5}(?:sudo\s)?(?:ba|z|da)?sh\b|\|\s{0,5}(?:node|python3?|iex)\b|&&\s{0,5}(?:sh|bash|node|chmod)\b)|\b(?:ba|z)?sh\s{1,5}-c\s{1,5}["']?\$\(curl|<\(curl/i

const MOST_STARTS = 12
const LONGEST_START = 300

/** What one configuration was seen to hold: names of its keys, texts in it, and the objects that look like servers' entries. */
export interface Seen {
  readonly keys: ReadonlySet<string>
  readonly texts: readonly string[]
  readonly starts: readonly string[]
}

export function agentContent({ keys, texts, starts }: Seen): AgentContent {
  const holds = new Set<Holds>()
  for (const key of keys) {
    if (HOOK.test(key)) holds.add('hooks')
    if (APPROVAL.test(key)) holds.add('approval')
    if (TASK.test(key)) holds.add('task')
    if (REDIRECT.test(key)) holds.add('redirect')
    if (SERVERS.test(key)) holds.add('server')
  }
  if (keys.has('allow') && (keys.has('permissions') || texts.some((text) => ALLOWS_ALL.test(text))))
    holds.add('approval')
  if (keys.has('trust') && keys.has('command')) holds.add('approval')
  for (const text of texts) {
    if (/^(?:bypassPermissions|danger-full-access)$/.test(text)) holds.add('approval')
    if (text === 'folderOpen') holds.add('task')
    if (text.length < 12) continue
    if (HOOK_TEXT.test(text)) holds.add('hooks')
    if (APPROVAL_TEXT.test(text)) holds.add('approval')
    if (TASK_TEXT.test(text)) holds.add('task')
    if (SERVER_TEXT.test(text)) holds.add('server')
    if (DOWNLOAD_TEXT.test(text)) holds.add('download')
    const signs = text.length > 20 ? toolTextSigns(text) : undefined
    if (signs !== undefined && (signs.phrases.length > 0 || signs.hidden.length > 0)) holds.add('orders')
  }
  const shown = [...new Set(starts.map(plainStart))].slice(0, MOST_STARTS)
  return { holds: [...holds].sort(), starts: shown.sort() }
}

/** A pinned version moves with every release, and says nothing of what is started. */
const plainStart = (start: string): string =>
  start
    .replace(/(?<=[\w-])@\d[\w.+-]{0,60}/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_START)
