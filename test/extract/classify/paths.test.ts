import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  agentConfigPath,
  isDotenv,
  pathFacts,
  persistenceTarget,
  secretFile,
  secretPath,
} from '../../../src/extract/classify/paths.js'

describe('secretPath', () => {
  it.each([
    ['{}/.ssh/id_rsa', '~/.ssh/*'],
    ['~/.ssh', '~/.ssh/*'],
    ['{}.ssh/id_ed25519', '~/.ssh/*'],
    ['C:\\Users\\{}\\.ssh\\id_rsa', '~/.ssh/*'],
    ['~/.ssh/config', '~/.ssh/config'],
    ['$HOME/.aws/credentials', '~/.aws/credentials'],
    ['{}/.azure/msal_token_cache.json', '~/.azure/*'],
    ['{}/.config/gcloud/credentials.db', '~/.config/gcloud/*'],
    ['{}/.npmrc', '~/.npmrc'],
    ['.npmrc', '~/.npmrc'],
    ['%USERPROFILE%\\_netrc', '~/.netrc'],
    ['~/.kube/config', '~/.kube/config'],
    ['~/.docker/config.json', '~/.docker/config.json'],
    ['~/.git-credentials', '~/.git-credentials'],
    ['{}/.config/gh/hosts.yml', '~/.config/gh/hosts.yml'],
    ['~/.gnupg/private-keys-v1.d', '~/.gnupg/*'],
    ['{}/Library/Application Support/Google/Chrome/Default/Login Data', 'browser: Login Data'],
    ['{}/.config/google-chrome/Default/Cookies', 'browser: Cookies'],
    ['{}\\Google\\Chrome\\User Data\\Local State', 'browser: Local State'],
    ['{}/Local Extension Settings/nkbihfbeogaeaoehlefnkodbefgpgknn', 'wallet'],
    ['~/.config/solana/id.json', 'wallet'],
    ['~/Library/Keychains/login.keychain-db', '~/Library/Keychains/*'],
    ['{}/passwords.kdbx', '~/.password-store/*'],
    ['~/.mcp-auth/x/tokens.json', '~/.mcp-auth/*'],
    ['{}/.claude/.credentials.json', '~/.claude/.credentials.json'],
    ['~/.bash_history', 'shell history'],
    ['/proc/self/environ', '/proc/*/environ'],
    ['/proc/{}/environ', '/proc/*/environ'],
    ['/etc/shadow', '/etc/shadow'],
  ])('%s → %s', (path, canonical) => {
    expect(secretPath(path)).toBe(canonical)
  })

  it.each([
    '.sshfoo/id',
    'src/.npmrc.js',
    'src/npmrc',
    'ssh/config.ts',
    '~/.ssh/known_hosts',
    '~/.ssh/id_rsa.pub',
    '/etc/passwd',
    '{}/.env',
    'dist/cookies.js',
    '{}/Google/Chrome/User Data',
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
    'lib/login data.js',
    '{}',
    '',
    'credentials',
    `${'a/'.repeat(5000)}.ssh/id_rsa`,
  ])('ordinary: %s', (path) => {
    expect(secretPath(path)).toBeNull()
  })
})

describe('.env files', () => {
  it('are sources, not secret places', () => {
    expect(secretFile('{}/.env')).toBe('.env')
    expect(secretPath('{}/.env')).toBeNull()
  })
  it.each([
    ['.env.local', true],
    ['a/.env.production.local', true],
    ['.env.example', false],
    ['.env.sample', false],
    ['.environment', false],
    ['x.env', false],
  ])('%s: %s', (path, is) => {
    expect(isDotenv(path)).toBe(is)
  })
})

describe('agentConfigPath', () => {
  it.each([
    ['{}/Library/Application Support/Claude/claude_desktop_config.json', 'claude_desktop_config.json'],
    ['~/.claude.json', '.claude.json'],
    ['{}/.claude/settings.json', '.claude/settings.json'],
    ['{}/.claude/settings.local.json', '.claude/settings.json'],
    ['{}/.claude/agents/x.md', '.claude/agents'],
    ['.mcp.json', '.mcp.json'],
    ['{}/.cursor/mcp.json', '.cursor/mcp.json'],
    ['.cursor/rules/a.mdc', '.cursor/rules'],
    ['.cursorrules', '.cursorrules'],
    ['{}\\Code\\User\\mcp.json', 'Code/User/mcp.json'],
    ['.vscode/tasks.json', '.vscode/tasks.json'],
    ['{}/.continue/config.json', '.continue/config'],
    ['{}/.codeium/windsurf/mcp_config.json', '.codeium/windsurf/mcp_config.json'],
    ['~/.codex/config.toml', '.codex/config.toml'],
    ['~/.gemini/settings.json', '.gemini/settings.json'],
    ['~/.aws/amazonq/mcp.json', '.amazonq/mcp.json'],
    ['~/.config/zed/settings.json', 'zed/settings.json'],
    ['CLAUDE.md', 'CLAUDE.md'],
    ['{}/AGENTS.md', 'AGENTS.md'],
    ['.github/copilot-instructions.md', 'copilot-instructions.md'],
    ['skills/x/SKILL.md', 'SKILL.md'],
  ])('%s → %s', (path, file) => {
    expect(agentConfigPath(path)).toBe(file)
  })

  it.each([
    'settings.json',
    'config.toml',
    'src/mcp.json.ts',
    'README.md',
    'myclaude.md',
    '.cursorrules.bak',
    'cursor/mcp.jsonc',
    '.claude',
    'dist/agents.md.js',
  ])('ordinary: %s', (path) => {
    expect(agentConfigPath(path)).toBeNull()
  })
})

describe('persistenceTarget', () => {
  it.each([
    ['{}/.bashrc', '~/.bashrc'],
    ['~/.zshrc', '~/.zshrc'],
    ['/etc/profile.d/x.sh', '~/.profile'],
    ['/etc/cron.d/x', 'crontab'],
    ['~/.config/systemd/user/x.service', 'systemd'],
    ['{}/Library/LaunchAgents/x.plist', 'LaunchAgents'],
    ['{}\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\x.bat', 'Startup folder'],
    ['HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run', 'Run key'],
    ['HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\RunOnce\\x', 'Run key'],
    ['~/.ssh/authorized_keys', 'authorized_keys'],
    ['.git/hooks/pre-commit', 'git hook'],
    ['/usr/lib/python3/site-packages/x.pth', '.pth'],
  ])('%s → %s', (path, target) => {
    expect(persistenceTarget(path)).toBe(target)
  })

  it.each([
    'bashrc',
    'src/.bashrc.ts',
    'cron.d.md',
    'systemd.ts',
    'model.pth',
    'CurrentVersion\\Running',
    '.profile/x',
  ])('ordinary: %s', (path) => {
    expect(persistenceTarget(path)).toBeNull()
  })
})

describe('pathFacts', () => {
  it('says what is done, and what it is done to', () => {
    expect(pathFacts('{}/.npmrc', 'read')).toEqual([
      { kind: 'fs.read', value: '{}/.npmrc', detail: { path: '{}/.npmrc' } },
      { kind: 'fs.secret-path', value: '~/.npmrc', detail: { path: '{}/.npmrc', read: true, write: false } },
    ])
    expect(pathFacts('CLAUDE.md', 'write').map(({ kind, detail }) => [kind, detail.write])).toEqual([
      ['fs.write', undefined],
      ['agent.config', true],
    ])
    expect(pathFacts('~/.bashrc', 'mention')).toEqual([
      { kind: 'persistence', value: '~/.bashrc', detail: { target: '~/.bashrc', path: '~/.bashrc', write: false } },
    ])
  })

  it('takes a key that is let in for a door, not for a theft', () => {
    expect(pathFacts('~/.ssh/authorized_keys', 'write').map(({ kind }) => kind)).toEqual(['fs.write', 'persistence'])
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.constantFrom('read', 'write', 'delete', 'mention'),
        (path, access) => {
          pathFacts(path, access as 'read')
        },
      ),
    )
  })
})
