import { describe, expect, it } from 'vitest'
import type { Client } from '../../src/discover/client.js'
import { clients } from '../../src/discover/clients/index.js'
import { discover } from '../../src/discover/discover.js'
import type { Scope } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'

type Platform = 'linux' | 'darwin' | 'win32'
type Shape = 'map' | 'list' | 'goose' | 'bundle' | 'subagent'

/**
 * Client, scope, place, the keys that lead to its servers, and what is special. A place starts with `~/` (home), `./` (project),
 * `APP/`, `XDG/`, `LOCAL/` or `DATA/`, which `fileAt` below spells out per platform by itself, or is absolute.
 */
type Row = readonly [
  client: string,
  scope: Scope,
  place: string,
  keys: readonly string[],
  special?: {
    readonly on?: readonly Platform[]
    readonly env?: Readonly<Record<string, string>>
    readonly as?: Shape
  },
]

const STD = ['mcpServers']
const LINUX = { on: ['linux'] } as const
const MAC = { on: ['darwin'] } as const
const WINDOWS = { on: ['win32'] } as const
const UNIX = { on: ['linux', 'darwin'] } as const
const LIST = { as: 'list' } as const
const STORAGE = 'User/globalStorage'
const on = (platform: Platform, env: Readonly<Record<string, string>>) => ({ on: [platform], env })

const rows: readonly Row[] = [
  ['claude-desktop', 'user', 'APP/Claude/claude_desktop_config.json', STD],
  ['claude-desktop', 'user', '/home/u/.config/claude/claude_desktop_config.json', STD, LINUX],
  ['claude-desktop', 'user', '/x/Claude/claude_desktop_config.json', STD, on('linux', { XDG_CONFIG_HOME: '/x' })],
  ['claude-desktop', 'user', 'D:\\R\\Claude\\claude_desktop_config.json', STD, on('win32', { APPDATA: 'D:\\R' })],
  [
    'claude-desktop',
    'user',
    'LOCAL/Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude/claude_desktop_config.json',
    STD,
    WINDOWS,
  ],
  ['claude-desktop', 'plugin', 'APP/Claude/Claude Extensions/ant.dir.x/manifest.json', ['server'], { as: 'bundle' }],
  ['claude-desktop', 'plugin', 'APP/Claude/local-agent-mode-sessions/o/s/rpm/p/.mcp.json', STD],
  ['claude-code', 'user', '~/.claude.json', STD],
  ['claude-code', 'user', '/c/.claude.json', STD, on('linux', { CLAUDE_CONFIG_DIR: '/c' })],
  ['claude-code', 'local', '~/.claude.json', ['projects', '/srv/a', 'mcpServers'], UNIX],
  ['claude-code', 'local', '~/.claude.json', ['projects', 'C:/srv/a', 'mcpServers'], WINDOWS],
  ['claude-code', 'project', './.mcp.json', STD],
  ['claude-code', 'project', './.mcp.json', []],
  ['claude-code', 'managed', '/etc/claude-code/managed-mcp.json', STD, LINUX],
  ['claude-code', 'managed', '/Library/Application Support/ClaudeCode/managed-mcp.json', STD, MAC],
  ['claude-code', 'managed', 'C:\\Program Files\\ClaudeCode\\managed-mcp.json', STD, WINDOWS],
  ['claude-code', 'managed', 'DATA/ClaudeCode/managed-mcp.json', STD, WINDOWS],
  ['claude-code', 'plugin', '~/.claude/plugins/cache/market/tool/1.0.0/.mcp.json', STD],
  ['claude-code', 'plugin', '~/.claude/plugins/cache/market/tool/1.0.0/.mcp.json', []],
  ['claude-code', 'plugin', '~/.claude/plugins/cache/market/tool/1.0.0/.claude-plugin/plugin.json', STD],
  ['claude-code', 'plugin', '~/.claude/plugins/repos/tool/.mcp.json', STD],
  ['claude-code', 'plugin', '~/.claude/plugins/synced/tool/.mcp.json', STD],
  ['claude-code', 'plugin', '/c/plugins/cache/tool/.mcp.json', STD, on('linux', { CLAUDE_CONFIG_DIR: '/c' })],
  ['claude-code', 'plugin', '/p/cache/tool/.mcp.json', STD, on('linux', { CLAUDE_CODE_PLUGIN_CACHE_DIR: '/p' })],
  ['claude-code', 'user', '~/.claude/agents/a.md', STD, { as: 'subagent' }],
  ['claude-code', 'project', './.claude/agents/team/a.md', STD, { as: 'subagent' }],
  ['cursor', 'user', '~/.cursor/mcp.json', STD],
  ['cursor', 'project', './.cursor/mcp.json', STD],
  ['cursor', 'plugin', '~/.cursor/plugins/cache/cursor-public/tool/1a2b/mcp.json', STD],
  ['cursor', 'plugin', '~/.cursor/plugins/local/tool/.mcp.json', []],
  ['vscode', 'user', 'APP/Code/User/mcp.json', ['servers']],
  ['vscode', 'user', 'APP/Code/User/profiles/1a/mcp.json', ['servers']],
  ['vscode', 'user', 'APP/Code/User/settings.json', ['mcp', 'servers']],
  ['vscode', 'user', 'APP/Code/User/settings.json', ['mcp.servers']],
  ['vscode', 'user', 'APP/Code - Insiders/User/mcp.json', ['servers']],
  ['vscode', 'user', 'APP/Code - Insiders/User/profiles/1a/settings.json', ['mcp', 'servers']],
  ['vscode', 'user', 'APP/VSCodium/User/mcp.json', ['servers']],
  ['vscode', 'user', '/p/user-data/User/mcp.json', ['servers'], on('linux', { VSCODE_PORTABLE: '/p' })],
  ['vscode', 'user', '/a/Code/User/mcp.json', ['servers'], on('darwin', { VSCODE_APPDATA: '/a' })],
  ['vscode', 'user', '~/.vscode-server/data/User/mcp.json', ['servers']],
  ['vscode', 'user', '~/.vscode-server-insiders/data/User/mcp.json', ['servers']],
  ['vscode', 'user', '~/.vscode-remote/data/User/mcp.json', ['servers'], LINUX],
  ['vscode', 'project', './.vscode/mcp.json', ['servers']],
  ['vscode', 'project', './.vscode/settings.json', ['mcp.servers']],
  ['vscode', 'project', './team.code-workspace', ['settings', 'mcp', 'servers']],
  ['vscode', 'project', './team.code-workspace', ['settings', 'mcp.servers']],
  ['vscode', 'project', './team.code-workspace', ['mcp', 'servers']],
  ['vscode', 'project', './.devcontainer/devcontainer.json', ['customizations', 'vscode', 'mcp', 'servers']],
  ['vscode', 'project', './.devcontainer/web/devcontainer.json', ['customizations', 'vscode', 'mcp', 'servers']],
  ['vscode', 'project', './.devcontainer.json', ['customizations', 'vscode', 'mcp', 'servers']],
  ['visual-studio', 'user', '~/.mcp.json', ['servers'], WINDOWS],
  ['visual-studio', 'project', './.vs/mcp.json', ['servers']],
  ['visual-studio', 'project', './.mcp.json', ['servers'], WINDOWS],
  ['visual-studio', 'project', './.vscode/mcp.json', ['servers'], WINDOWS],
  ['visual-studio', 'project', './.cursor/mcp.json', ['servers'], WINDOWS],
  ['copilot-cli', 'user', '~/.copilot/mcp-config.json', STD],
  ['copilot-cli', 'user', '/c/mcp-config.json', STD, on('linux', { COPILOT_HOME: '/c' })],
  ['copilot-cli', 'user', '/x/mcp-config.json', STD, on('linux', { XDG_CONFIG_HOME: '/x' })],
  ['copilot-cli', 'project', './.github/mcp.json', STD],
  ['copilot-cli', 'project', './.mcp.json', STD],
  ['copilot-cli', 'project', './.github/agents/a.agent.md', ['mcp-servers'], { as: 'subagent' }],
  ['copilot-cli', 'user', '~/.copilot/agents/a.md', ['mcp-servers'], { as: 'subagent' }],
  ['copilot-cli', 'plugin', '~/.copilot/installed-plugins/market/tool/.mcp.json', STD],
  ['copilot-cli', 'plugin', '~/.copilot/installed-plugins/market/tool/plugin.json', STD],
  ['copilot-jetbrains', 'user', 'XDG/github-copilot/intellij/mcp.json', ['servers'], UNIX],
  ['copilot-jetbrains', 'user', 'LOCAL/github-copilot/intellij/mcp.json', ['servers'], WINDOWS],
  ['copilot-xcode', 'user', 'XDG/github-copilot/xcode/mcp.json', ['servers'], MAC],
  ['codex', 'user', '~/.codex/config.toml', ['mcp_servers']],
  ['codex', 'user', '/c/config.toml', ['mcp_servers'], on('linux', { CODEX_HOME: '/c' })],
  ['codex', 'user', '~/.codex/work.config.toml', ['mcp_servers']],
  ['codex', 'project', './.codex/config.toml', ['mcp_servers']],
  ['codex', 'managed', '/etc/codex/config.toml', ['mcp_servers'], UNIX],
  ['codex', 'managed', 'DATA/OpenAI/Codex/config.toml', ['mcp_servers'], WINDOWS],
  ['codex', 'managed', '~/.codex/managed_config.toml', ['mcp_servers'], WINDOWS],
  ['codex', 'plugin', '~/.codex/plugins/cache/market/tool/1.0.0/.mcp.json', STD],
  ['gemini-cli', 'user', '~/.gemini/settings.json', STD],
  ['gemini-cli', 'user', '/g/.gemini/settings.json', STD, on('linux', { GEMINI_CLI_HOME: '/g' })],
  ['gemini-cli', 'project', './.gemini/settings.json', STD],
  ['gemini-cli', 'managed', '/etc/gemini-cli/settings.json', STD, LINUX],
  ['gemini-cli', 'managed', '/etc/gemini-cli/system-defaults.json', STD, LINUX],
  ['gemini-cli', 'managed', '/Library/Application Support/GeminiCli/settings.json', STD, MAC],
  ['gemini-cli', 'managed', 'DATA/gemini-cli/settings.json', STD, WINDOWS],
  ['gemini-cli', 'managed', '/s/x.json', STD, on('linux', { GEMINI_CLI_SYSTEM_SETTINGS_PATH: '/s/x.json' })],
  ['gemini-cli', 'plugin', '~/.gemini/extensions/tool/gemini-extension.json', STD],
  ['windsurf', 'user', '~/.codeium/windsurf/mcp_config.json', STD],
  ['windsurf', 'user', '~/.codeium/windsurf-next/mcp_config.json', STD],
  ['windsurf', 'user', '~/.codeium/mcp_config.json', STD],
  ['cline', 'user', '~/.cline/data/settings/cline_mcp_settings.json', STD],
  ['cline', 'user', '/c/data/settings/cline_mcp_settings.json', STD, on('linux', { CLINE_DIR: '/c' })],
  ['cline', 'user', '/d/settings/cline_mcp_settings.json', STD, on('linux', { CLINE_DATA_DIR: '/d', CLINE_DIR: '/c' })],
  ['cline', 'user', '/e/servers.json', STD, on('linux', { CLINE_MCP_SETTINGS_PATH: '/e/servers.json' })],
  ['cline', 'user', 'D:\\e.json', STD, on('win32', { CLINE_MCP_SETTINGS_PATH: 'D:\\e.json' })],
  ...['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf', 'Trae', 'Kiro', 'Antigravity'].map(
    (editor): Row => [
      'cline',
      'user',
      `APP/${editor}/${STORAGE}/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`,
      STD,
    ],
  ),
  ['cline', 'user', `~/.vscode-server/data/${STORAGE}/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`, STD],
  ['roo-code', 'user', `APP/Code/${STORAGE}/rooveterinaryinc.roo-cline/settings/mcp_settings.json`, STD],
  ['roo-code', 'user', `APP/Cursor/${STORAGE}/rooveterinaryinc.roo-cline/settings/cline_mcp_settings.json`, STD],
  ['roo-code', 'user', `~/.cursor-server/data/${STORAGE}/rooveterinaryinc.roo-cline/settings/mcp_settings.json`, STD],
  ['roo-code', 'project', './.roo/mcp.json', STD],
  ['kilo-code', 'user', 'XDG/kilo/kilo.json', ['mcp']],
  ['kilo-code', 'user', 'XDG/kilo/kilo.jsonc', ['mcp']],
  ['kilo-code', 'user', `APP/Code/${STORAGE}/kilocode.kilo-code/settings/mcp_settings.json`, STD],
  ['kilo-code', 'project', './kilo.json', ['mcp']],
  ['kilo-code', 'project', './.kilo/kilo.jsonc', ['mcp']],
  ['kilo-code', 'project', './.kilocode/mcp.json', STD],
  ['continue', 'user', '~/.continue/config.yaml', STD, LIST],
  ['continue', 'user', '/c/config.yaml', STD, { ...LIST, ...on('linux', { CONTINUE_GLOBAL_DIR: '/c' }) }],
  ['continue', 'user', '~/.continue/config.json', ['experimental', 'modelContextProtocolServers'], LIST],
  ['continue', 'user', '~/.continue/mcpServers/team.json', STD],
  ['continue', 'project', './.continue/mcpServers/team.yaml', STD, LIST],
  ['continue', 'project', './.continue/mcpServers/team.yml', STD, LIST],
  ['continue', 'project', './.continue/mcpServers/team.json', STD],
  ['continue', 'project', './.continue/mcpServers/team.json', []],
  ['continue', 'project', './.continue/agents/a.yaml', STD, LIST],
  ['augment', 'user', '~/.augment/settings.json', STD],
  ['augment', 'user', 'APP/Code/User/settings.json', ['augment.advanced', 'mcpServers'], LIST],
  ['augment', 'project', './.augment/settings.json', STD],
  ['augment', 'local', './.augment/settings.local.json', STD],
  ['tabnine', 'user', '~/.tabnine/mcp_servers.json', STD],
  ['tabnine', 'project', './.tabnine/mcp_servers.json', STD],
  ['zencoder', 'user', 'APP/Code/User/settings.json', ['zencoder.mcpServers']],
  ['zencoder', 'project', './.vscode/settings.json', ['zencoder.mcpServers']],
  ['amp', 'user', 'XDG/amp/settings.json', ['amp.mcpServers']],
  ['amp', 'user', '/a.json', ['amp.mcpServers'], on('linux', { AMP_SETTINGS_FILE: '/a.json' })],
  ['amp', 'user', 'APP/Code/User/settings.json', ['amp.mcpServers']],
  ['amp', 'project', './.amp/settings.jsonc', ['amp.mcpServers']],
  ['amp', 'project', './.vscode/settings.json', ['amp.mcpServers']],
  ['amp', 'managed', '/etc/ampcode/managed-settings.json', ['amp.mcpServers'], LINUX],
  ['amp', 'managed', '/Library/Application Support/ampcode/managed-settings.json', ['amp.mcpServers'], MAC],
  ['amp', 'managed', 'DATA/ampcode/managed-settings.json', ['amp.mcpServers'], WINDOWS],
  ['zed', 'user', 'XDG/zed/settings.json', ['context_servers'], UNIX],
  ['zed', 'user', 'APP/Zed/settings.json', ['context_servers'], { on: ['darwin', 'win32'] }],
  ['zed', 'user', '~/.var/app/dev.zed.Zed/config/zed/settings.json', ['context_servers'], LINUX],
  ['zed', 'project', './.zed/settings.json', ['context_servers']],
  ['antigravity', 'user', '~/.gemini/antigravity/mcp_config.json', STD],
  ['antigravity', 'user', '~/.gemini/config/mcp_config.json', STD],
  ['antigravity', 'project', './.agents/mcp_config.json', STD],
  ['antigravity', 'plugin', '~/.gemini/antigravity-cli/plugins/tool/mcp_config.json', STD],
  ['kiro', 'user', '~/.kiro/settings/mcp.json', STD],
  ['kiro', 'plugin', '~/.kiro/settings/mcp.json', ['powers', 'mcpServers']],
  ['kiro', 'plugin', '~/.kiro/powers/installed/tool/mcp.json', STD],
  ['kiro', 'user', '~/.kiro/agents/a.json', STD],
  ['kiro', 'project', './.kiro/settings/mcp.json', STD],
  ['kiro', 'project', './.kiro/agents/a.json', STD],
  ['trae', 'user', 'APP/Trae/User/mcp.json', STD],
  ['trae', 'user', 'APP/Trae CN/User/mcp.json', STD],
  ['trae', 'project', './.trae/mcp.json', STD],
  ['qoder', 'user', '~/.qoder/mcp.json', STD],
  ['qoder', 'user', 'APP/Qoder/SharedClientCache/mcp.json', STD],
  ['qoder', 'user', 'APP/QoderCN/1a2b/SharedClientCache/mcp.json', STD],
  ['qoder', 'project', './.qoder/mcp.json', STD],
  ['qoder', 'local', './.qoder/settings.local.json', STD],
  ['junie', 'user', '~/.junie/mcp/mcp.json', STD],
  ['junie', 'project', './.junie/mcp/mcp.json', STD],
  ['jetbrains-ai', 'user', '~/.ai/mcp/mcp.json', STD],
  ['jetbrains-ai', 'project', './.ai/mcp/mcp.json', STD],
  ['devin', 'user', 'XDG/devin/mcp_config.json', STD, UNIX],
  ['devin', 'user', 'APP/devin/mcp_config.json', STD, WINDOWS],
  ['devin', 'project', './.devin/mcp_config.json', STD],
  ['devin', 'local', './.devin/mcp_config.local.json', STD],
  ['void', 'user', '~/.void-editor/mcp.json', STD],
  ['firebase-studio', 'project', './.idx/mcp.json', STD],
  ['mcphub', 'user', 'XDG/mcphub/servers.json', STD],
  ['mcphub', 'project', './.mcphub/servers.json', ['servers']],
  ['codebuddy', 'user', '~/.codebuddy/.mcp.json', STD],
  ['codebuddy', 'user', '~/.codebuddy/mcp.json', STD],
  ['codebuddy', 'local', '~/.codebuddy.json', ['projects', 'x', 'mcpServers']],
  ['codebuddy', 'project', './.codebuddy/mcp.json', STD],
  ['comate', 'user', '~/.comate/mcp.json', STD],
  ['comate', 'project', './.comate/mcp.json', STD],
  ['comate', 'local', './.comate/mcp.local.json', STD],
  ['zcode', 'user', '~/.zcode/cli/config.json', ['mcp', 'servers']],
  ['zcode', 'user', '~/.agents/mcp.json', STD],
  ['zcode', 'project', './.zcode/config.json', ['mcp', 'servers']],
  ['ibm-bob', 'user', '~/.bob/mcp_settings.json', STD],
  ['ibm-bob', 'project', './.bob/mcp.json', STD],
  ['opencode', 'user', 'XDG/opencode/opencode.json', ['mcp']],
  ['opencode', 'user', 'XDG/opencode/opencode.jsonc', ['mcp']],
  ['opencode', 'user', '~/.opencode/opencode.json', ['mcp']],
  ['opencode', 'user', '/x/opencode/opencode.json', ['mcp'], on('darwin', { XDG_CONFIG_HOME: '/x' })],
  ['opencode', 'user', '/o/opencode.json', ['mcp'], on('linux', { OPENCODE_CONFIG_DIR: '/o' })],
  ['opencode', 'user', '/o.json', ['mcp'], on('linux', { OPENCODE_CONFIG: '/o.json' })],
  ['opencode', 'project', './opencode.json', ['mcp']],
  ['opencode', 'project', './opencode.jsonc', ['mcp']],
  ['opencode', 'project', './.opencode/opencode.json', ['mcp']],
  ['opencode', 'managed', '/etc/opencode/opencode.json', ['mcp'], LINUX],
  ['opencode', 'managed', '/Library/Application Support/opencode/opencode.jsonc', ['mcp'], MAC],
  ['opencode', 'managed', 'DATA/opencode/opencode.json', ['mcp'], WINDOWS],
  ['goose', 'user', 'XDG/goose/config.yaml', ['extensions'], { on: ['linux', 'darwin'], as: 'goose' }],
  ['goose', 'user', 'APP/Block/goose/config/config.yaml', ['extensions'], { on: ['win32'], as: 'goose' }],
  [
    'goose',
    'user',
    '/g/config/config.yaml',
    ['extensions'],
    { ...on('linux', { GOOSE_PATH_ROOT: '/g' }), as: 'goose' },
  ],
  ['qwen-code', 'user', '~/.qwen/settings.json', STD],
  ['qwen-code', 'user', '/q/settings.json', STD, on('linux', { QWEN_HOME: '/q' })],
  ['qwen-code', 'project', './.qwen/settings.json', STD],
  ['qwen-code', 'managed', '/etc/qwen-code/settings.json', STD, LINUX],
  ['qwen-code', 'managed', '/Library/Application Support/QwenCode/system-defaults.json', STD, MAC],
  ['qwen-code', 'managed', 'DATA/qwen-code/settings.json', STD, WINDOWS],
  ['qwen-code', 'plugin', '~/.qwen/extensions/tool/qwen-extension.json', STD],
  ['crush', 'user', 'XDG/crush/crush.json', ['mcp'], UNIX],
  ['crush', 'user', 'LOCAL/crush/crush.json', ['mcp'], WINDOWS],
  ['crush', 'user', '/c/crush.json', ['mcp'], on('linux', { CRUSH_GLOBAL_CONFIG: '/c' })],
  ['crush', 'user', '~/.local/share/crush/crush.json', ['mcp'], UNIX],
  ['crush', 'managed', '/etc/crush/crush.json', ['mcp'], UNIX],
  ['crush', 'project', './crush.json', ['mcp']],
  ['crush', 'project', './.crush.json', ['mcp']],
  ['amazon-q', 'user', '~/.aws/amazonq/mcp.json', STD],
  ['amazon-q', 'user', '~/.aws/amazonq/default.json', STD],
  ['amazon-q', 'user', '~/.aws/amazonq/cli-agents/a.json', STD],
  ['amazon-q', 'project', './.amazonq/mcp.json', STD],
  ['amazon-q', 'project', './.amazonq/cli-agents/a.json', STD],
  ['factory-droid', 'user', '~/.factory/mcp.json', STD],
  ['factory-droid', 'project', './.factory/mcp.json', STD],
  ['factory-droid', 'plugin', '~/.factory/plugins/cache/market/tool/1a2b/mcp.json', STD],
  ['warp', 'user', '~/.warp/.mcp.json', STD],
  ['warp', 'project', './.warp/.mcp.json', STD],
  ['kimi', 'user', '~/.kimi-code/mcp.json', STD],
  ['kimi', 'user', '/k/mcp.json', STD, on('linux', { KIMI_CODE_HOME: '/k' })],
  ['kimi', 'user', '~/.kimi/mcp.json', STD],
  ['kimi', 'project', './.kimi-code/mcp.json', STD],
  ['iflow', 'user', '~/.iflow/settings.json', STD],
  ['iflow', 'project', './.iflow/settings.json', STD],
  ['llxprt', 'user', '~/.llxprt/settings.json', STD],
  ['llxprt', 'project', './.llxprt/settings.json', STD],
  ['mistral-vibe', 'user', '~/.vibe/config.toml', ['mcp_servers'], LIST],
  ['mistral-vibe', 'project', './.vibe/config.toml', ['mcp_servers'], LIST],
  ['grok-build', 'user', '~/.grok/config.toml', ['mcp_servers']],
  ['grok-build', 'project', './.grok/config.toml', ['mcp_servers']],
  ['rovo-dev', 'user', '~/.rovodev/mcp.json', STD],
  ['rovo-dev', 'project', './.rovodev/mcp.json', STD],
  ['openhands', 'user', '~/.openhands/mcp.json', STD],
  ['openhands', 'project', './.openhands/config.toml', ['mcp', 'stdio_servers'], LIST],
  ['openhands', 'user', '~/.openhands/config.toml', ['mcp', 'stdio_servers'], LIST],
  ['hermes', 'user', '~/.hermes/config.yaml', ['mcp_servers']],
  ['hermes', 'user', 'LOCAL/hermes/config.yaml', ['mcp_servers'], WINDOWS],
  ['openclaw', 'user', '~/.openclaw/openclaw.json', ['mcp', 'servers']],
  ['openclaw', 'user', '/o.json', ['mcp', 'servers'], on('linux', { OPENCLAW_CONFIG_PATH: '/o.json' })],
  ['oh-my-pi', 'user', '~/.omp/agent/mcp.json', STD],
  ['oh-my-pi', 'project', './.omp/mcp.json', STD],
  ['pochi', 'user', '~/.pochi/config.jsonc', ['mcp']],
  ['pochi', 'project', './.pochi/config.jsonc', ['mcp']],
  ['neovate', 'user', '~/.neovate/config.json', STD],
  ['neovate', 'project', './.neovate/config.json', STD],
  ['forge', 'user', '~/.forge/.mcp.json', STD],
  ['deepagents', 'user', '~/.deepagents/.mcp.json', STD],
  ['deepagents', 'project', './.deepagents/.mcp.json', STD],
  ['cortex-code', 'user', '~/.snowflake/cortex/mcp.json', STD],
  ['mcporter', 'user', '~/.mcporter/mcporter.json', STD],
  ['mcporter', 'project', './config/mcporter.json', STD],
  ['lm-studio', 'user', '~/.lmstudio/mcp.json', STD],
  ['lm-studio', 'user', '~/.cache/lm-studio/mcp.json', STD],
  ['jan', 'user', 'APP/Jan/data/mcp_config.json', STD],
  ['jan', 'user', '~/.local/share/Jan/data/mcp_config.json', STD, LINUX],
  ['anythingllm', 'user', 'APP/anythingllm-desktop/storage/plugins/anythingllm_mcp_servers.json', STD],
  ['boltai', 'user', '~/.boltai/mcp.json', STD],
  ['5ire', 'user', 'APP/5ire/mcp.json', STD],
  ['5ire', 'user', 'APP/5ire/mcp.json', ['servers'], LIST],
  ['witsy', 'user', 'APP/Witsy/settings.json', STD],
  ['witsy', 'user', 'APP/Witsy/settings.json', ['mcp', 'servers'], LIST],
  ['enconvo', 'user', 'XDG/enconvo/mcp_config.json', STD],
  ['sema4', 'user', '~/.sema4ai/sema4ai-studio/mcp_servers.json', STD, UNIX],
  ['sema4', 'user', 'LOCAL/sema4ai/sema4ai-studio/mcp_servers.json', STD, WINDOWS],
  ['dive', 'user', '~/.dive/config/mcp_config.json', STD],
  ['librechat', 'project', './librechat.yaml', STD],
]

const FOLDERS: Readonly<Record<string, Readonly<Partial<Record<Platform, string>>>>> = {
  '~/': { linux: '/home/u/', darwin: '/Users/u/', win32: 'C:\\Users\\u\\' },
  './': { linux: '/home/u/work/', darwin: '/Users/u/work/', win32: 'C:\\Users\\u\\work\\' },
  'APP/': {
    linux: '/home/u/.config/',
    darwin: '/Users/u/Library/Application Support/',
    win32: 'C:\\Users\\u\\AppData\\Roaming\\',
  },
  'XDG/': { linux: '/home/u/.config/', darwin: '/Users/u/.config/', win32: 'C:\\Users\\u\\.config\\' },
  'LOCAL/': { win32: 'C:\\Users\\u\\AppData\\Local\\' },
  'DATA/': { win32: 'C:\\ProgramData\\' },
}

function fileAt(place: string, platform: Platform): string {
  const start = Object.keys(FOLDERS).find((prefix) => place.startsWith(prefix))
  if (start === undefined) return place
  const rest = place.slice(start.length)
  return (FOLDERS[start]?.[platform] ?? expect.fail(place)) + (platform === 'win32' ? rest.replaceAll('/', '\\') : rest)
}

/** A value as TOML; inline below the root. */
function toml(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)} = ${toml(one)}`)
    .join(', ')} }`
}

function documentIn(file: string, keys: readonly string[], as: Shape) {
  const started = { command: 'npx', args: ['-y', 'pkg'] }
  const entry = as === 'goose' ? { type: 'stdio', cmd: 'npx', args: ['-y', 'pkg'], enabled: true } : started
  const [servers, path] =
    as === 'bundle'
      ? [{ type: 'node', entry_point: 'x.js', mcp_config: started }, '']
      : as === 'list'
        ? [[{ name: 'github', ...entry }], '/0']
        : as === 'subagent'
          ? [[{ github: entry }], '/0/github']
          : [{ github: entry }, '/github']
  const pointer = keys.map((key) => `/${key.replaceAll('/', '~1')}`).join('') + path
  const root: unknown = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), servers)
  const document = as === 'bundle' ? { manifest_version: '0.3', name: 'github', ...Object(root) } : root
  const lines = (assign: string, write: (one: unknown) => string) =>
    Object.entries(Object(document)).map(([key, one]) => `${key}${assign}${write(one)}\n`)
  const text = file.endsWith('.toml')
    ? lines(' = ', toml).join('')
    : file.endsWith('.md')
      ? ['---\n', ...lines(': ', JSON.stringify), '---\nA prompt.\n'].join('')
      : JSON.stringify(document)
  return { text, pointer }
}

const cases = rows.flatMap(([client, scope, place, keys, { on, env = {}, as = 'map' as Shape } = {}]) =>
  (on ?? (['linux', 'darwin', 'win32'] as const)).map((platform) => {
    const file = fileAt(place, platform)
    return { client, scope, platform, file, keys, env, ...documentIn(file, keys, as) }
  }),
)

const named = (id: string): readonly Client[] => clients.filter((client) => client.id === id)

describe('every client, where its files are', () => {
  it.each(cases)('$client $scope on $platform: $file $keys', async (row) => {
    const { client, scope, platform, file, env, text, pointer } = row
    const host = memoryHost({ platform, env, files: { [file]: text } })
    const found = await discover(host, { clients: named(client) })
    expect(found.failures).toEqual([])
    expect(found.notEvaluated).toEqual([])
    expect(found.entries).toHaveLength(1)
    expect(found.entries[0]).toMatchObject({ client, scope, name: 'github', disabled: false })
    expect(found.entries[0]?.place).toEqual({ file, pointer })
    const { launch } = found.entries[0] ?? expect.fail()
    const argv = launch.transport === 'stdio' ? launch.argv : expect.fail()
    expect(argv.map((word) => word.text)).toEqual(['npx', '-y', 'pkg'])
    expect(argv.every((word) => word.pointer.startsWith(pointer))).toBe(true)
    expect(found.searched.filter((one) => one.found === 'servers')).toEqual([
      { client, scope, file, found: 'servers', entries: 1 },
    ])
  })

  it('has a row for each client, and for each scope and platform of its files', () => {
    // A client of one scope that is missed here is a location that no row proves.
    const wanted = clients.flatMap(({ id, files }) =>
      files.flatMap(({ scope, path }) =>
        (['linux', 'darwin', 'win32'] as const)
          .filter((platform) => (typeof path === 'string' ? path : path[platform]) !== undefined)
          .filter((platform) => platform === 'win32' || !/^\{(localAppData|programData)\}/.test(String(path)))
          .filter(() => !/^\{=?[A-Z]/.test(String(path)) || String(path).includes('|'))
          .map((platform) => `${id} ${scope} ${platform}`),
      ),
    )
    const proven = new Set(cases.map(({ client, scope, platform }) => `${client} ${scope} ${platform}`))
    // Their file is made of two; `clients-shapes.test.ts` shows it.
    proven.add('docker-mcp user linux').add('docker-mcp user darwin').add('docker-mcp user win32')
    expect([...new Set(wanted)].filter((one) => !proven.has(one))).toEqual([])
  })

  it.each(['linux', 'darwin', 'win32'] as const)('finds all of them on one %s machine', async (platform) => {
    const mine = cases.filter((row) => row.platform === platform && Object.keys(row.env).length === 0)
    // A managed file of Claude Code would switch its others off, and one file holds one document.
    const once = new Map(mine.filter((row) => !row.file.includes('managed-mcp')).map((row) => [row.file, row]))
    const files = Object.fromEntries([...once].map(([file, { text }]) => [file, text]))
    const found = await discover(memoryHost({ platform, files }))
    expect(found.failures).toEqual([])
    const places = new Set(found.entries.map(({ client, scope, place }) => `${client} ${scope} ${place.file}`))
    const missed = [...once.values()].map(({ client, scope, file }) => `${client} ${scope} ${file}`)
    expect(missed.filter((one) => !places.has(one))).toEqual([])
    expect(found.entries.every(({ disabled }) => !disabled)).toBe(true)
  })

  it('says where it looked, on each platform', async () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const { entries, failures, searched } = await discover(memoryHost({ platform }))
      expect([...entries, ...failures]).toEqual([])
      const here = clients.filter(({ files }) => files.some(({ path }) => typeof path === 'string' || path[platform]))
      expect(new Set(searched.map(({ client }) => client))).toEqual(new Set(here.map(({ id }) => id)))
      expect(searched.every(({ found, file }) => found === 'absent' && !/[{}*]|undefined/.test(file))).toBe(true)
      expect(searched.every(({ file }) => file.includes('/') !== (platform === 'win32'))).toBe(true)
    }
  })
})
