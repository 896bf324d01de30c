/** Each form of `launch-forms.md`: what its words become, and what they become with their dependencies held. */
import { describe, expect, it } from 'vitest'
import { DIGEST, packagesOf, pinFile, withoutReleases } from './pinning.js'

const FILE = (argv: readonly string[]): string => {
  const [command, ...args] = argv
  return `${JSON.stringify({ mcpServers: { one: { command, args } } }, null, 2)}\n`
}
const argvOf = (text: string): readonly string[] => {
  const { command, args } = JSON.parse(text).mcpServers.one
  return [command, ...args]
}

/** Words, or one text where no word holds a space; what they become. */
type Row = readonly [argv: string | readonly string[], becomes: string | readonly string[]]
const words = (row: string | readonly string[]): readonly string[] => (typeof row === 'string' ? row.split(' ') : row)

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows.map(([argv, becomes]) => [words(argv).join(' '), words(argv), words(becomes)] as const))(
      '%s',
      async (_, argv, becomes) => {
        const { after, plan, before, entries } = await pinFile(FILE(argv))
        expect(plan.notPinned.map(({ why }) => why)).toEqual([])
        expect(argvOf(after)).toEqual(becomes)
        expect(entries.map(withoutReleases)).toEqual(before.map(withoutReleases))
        for (const said of entries.flatMap(packagesOf)) expect(said).toMatch(/!$/)
        expect((await pinFile(after)).plan.files).toEqual([])
      },
    )
  })
}

table('npx and npm', [
  ['npx -y pkg', 'npx -y pkg@7.8.9'],
  ['npx pkg@latest --flag x', 'npx pkg@7.8.9 --flag x'],
  ['npx -y @s/pkg', 'npx -y @s/pkg@7.8.9'],
  ['npx -y @s/pkg@^1.2 -- --stdio', 'npx -y @s/pkg@7.8.9 -- --stdio'],
  ['npx pkg@1.x', 'npx pkg@7.8.9'],
  ['npx pkg@', 'npx pkg@7.8.9'],
  [
    ['npx', 'pkg@>=1 <2'],
    ['npx', 'pkg@7.8.9'],
  ],
  ['npx pkg@next', 'npx pkg@7.8.9'],
  ['npx pkg@1.2.3', 'npx pkg@7.8.9'],
  ['npx mine@npm:@s/real@^2', 'npx mine@npm:@s/real@7.8.9'],
  ['npx mine@npm:real', 'npx mine@npm:real@7.8.9'],
  ['npx -y -p a -p b@^1 bin --x', 'npx -y -p a@7.8.9 -p b@7.8.9 bin --x'],
  ['npx --package=@s/a@beta bin', 'npx --package=@s/a@7.8.9 bin'],
  ['npx -p=a bin', 'npx -p=a@7.8.9 bin'],
  [
    ['npx', '-p', 'a', '-c', 'bin --x'],
    ['npx', '-p', 'a@7.8.9', '-c', 'bin --x'],
  ],
  ['npx --registry https://r.example/ pkg', 'npx --registry https://r.example/ pkg@7.8.9'],
  ['npx --unknown value pkg', 'npx --unknown value@7.8.9 pkg'],
  ['C:\\nodejs\\npx.cmd -y pkg', 'C:\\nodejs\\npx.cmd -y pkg@7.8.9'],
  ['npm exec -- pkg@latest --x', 'npm exec -- pkg@7.8.9 --x'],
  ['npm --silent x --package=pkg -- bin', 'npm --silent x --package=pkg@7.8.9 -- bin'],
  ['npm create thing', 'npm create thing@7.8.9'],
  ['npm init @s/thing@latest', 'npm init @s/thing@7.8.9'],
  ['npm create @s', 'npm create @s@7.8.9'],
])

table('other runners of npm packages', [
  ['pnpm dlx pkg', 'pnpm dlx pkg@7.8.9'],
  ['pnpm --silent dlx --package=a --package b@1 bin', 'pnpm --silent dlx --package=a@7.8.9 --package b@7.8.9 bin'],
  ['pnpx @s/pkg@next', 'pnpx @s/pkg@7.8.9'],
  ['yarn dlx -q pkg@^1', 'yarn dlx -q pkg@7.8.9'],
  ['yarn dlx -p a bin', 'yarn dlx -p a@7.8.9 bin'],
  ['bunx --bun pkg', 'bunx --bun pkg@7.8.9'],
  ['bun x @s/pkg@latest', 'bun x @s/pkg@7.8.9'],
  ['bunx -p a bin', 'bunx -p a@7.8.9 bin'],
  ['deno run -A npm:pkg', 'deno run -A npm:pkg@7.8.9'],
  ['deno run --allow-net=a npm:@s/p@^1/sub --x', 'deno run --allow-net=a npm:@s/p@7.8.9/sub --x'],
  ['deno run --allow-net npm:p', 'deno run --allow-net npm:p@7.8.9'],
  ['uvx --allow-insecure-host h.example name', 'uvx --allow-insecure-host h.example name@7.8.9'],
  ['deno run npm:@s/p/sub', 'deno run npm:@s/p@7.8.9/sub'],
  ['deno run npm:/pkg@1', 'deno run npm:/pkg@7.8.9'],
  ['dx pkg', 'dx pkg@7.8.9'],
  ['corepack pnpm@9 dlx pkg', 'corepack pnpm@9 dlx pkg@7.8.9'],
])

table('Python', [
  ['uvx name', 'uvx name@7.8.9'],
  ['uvx name@latest --x', 'uvx name@7.8.9 --x'],
  ['uvx name[cli,x]@latest', 'uvx name[cli,x]@7.8.9'],
  ['uvx name[cli]', 'uvx name[cli]@7.8.9'],
  ['uvx name>=1,<2', 'uvx name==7.8.9'],
  ['uvx name==1.*', 'uvx name==7.8.9'],
  [
    ['uvx', 'name >= 1.0'],
    ['uvx', 'name ==7.8.9'],
  ],
  ['uvx --from name bin', 'uvx --from name==7.8.9 bin'],
  ['uvx --from name>=1 bin', 'uvx --from name==7.8.9 bin'],
  ['uvx --from=name[cli]~=1.2 bin', 'uvx --from=name[cli]==7.8.9 bin'],
  [
    ['uvx', '--from', 'name[cli]>=1 ; python_version>"3"', 'bin'],
    ['uvx', '--from', 'name[cli]==7.8.9 ; python_version>"3"', 'bin'],
  ],
  [
    ['uvx', '--from', 'name (>=1)', 'bin'],
    ['uvx', '--from', 'name (==7.8.9)', 'bin'],
  ],
  [
    ['uvx', '--from', "name; sys_platform == 'linux'", 'bin'],
    ['uvx', '--from', "name==7.8.9; sys_platform == 'linux'", 'bin'],
  ],
  ['uvx --with a,b>=1,<2,c[x] name', 'uvx --with a==7.8.9,b==7.8.9,c[x]==7.8.9 name@7.8.9'],
  ['uvx --with a --with=b name', 'uvx --with a==7.8.9 --with=b==7.8.9 name@7.8.9'],
  ['uv tool run name', 'uv tool run name@7.8.9'],
  ['uv tool run --from name bin', 'uv tool run --from name==7.8.9 bin'],
  ['uv run --with fastmcp fastmcp run file.py', 'uv run --with fastmcp==7.8.9 fastmcp run file.py'],
  ['pipx run name', 'pipx run name==7.8.9'],
  ['pipx run --spec name[x]>=1 bin', 'pipx run --spec name[x]==7.8.9 bin'],
  ['python -m uv tool run name', 'python -m uv tool run name@7.8.9'],
])

table('containers', [
  ['docker run -i --rm img', `docker run -i --rm img@${DIGEST}`],
  ['docker run -i --rm -e A=1 mcp/img:1.2 --x', `docker run -i --rm -e A=1 mcp/img:1.2@${DIGEST} --x`],
  ['podman run localhost:5000/img', `podman run localhost:5000/img@${DIGEST}`],
  ['docker container run ghcr.example/o/img:latest', `docker container run ghcr.example/o/img:latest@${DIGEST}`],
  [`docker run img@sha256:${'0'.repeat(64)}`, `docker run img@${DIGEST}`],
  ['nerdctl run docker://img:1', `nerdctl run docker://img:1@${DIGEST}`],
  ['docker run node:22 npx -y pkg', `docker run node:22@${DIGEST} npx -y pkg@7.8.9`],
])

table('wrappers', [
  ['cmd /c npx -y pkg@latest', 'cmd /c npx -y pkg@7.8.9'],
  [
    ['cmd.exe', '/d', '/s', '/c', 'npx -y pkg@^^1.2'],
    ['cmd.exe', '/d', '/s', '/c', 'npx -y pkg@7.8.9'],
  ],
  [
    ['cmd', '/c', '"npx" "pkg@^1"'],
    ['cmd', '/c', '"npx" "pkg@7.8.9"'],
  ],
  [
    ['sh', '-c', 'npx -y pkg'],
    ['sh', '-c', 'npx -y pkg@7.8.9'],
  ],
  [
    ['bash', '-lc', "cd /x && A=1 exec npx -y 'pkg@^1' --x 'y z'"],
    ['bash', '-lc', "cd /x && A=1 exec npx -y 'pkg@7.8.9' --x 'y z'"],
  ],
  [
    ['sh', '-c', 'npx "pkg"'],
    ['sh', '-c', 'npx "pkg@7.8.9"'],
  ],
  [
    ['sh', '-c', 'npx "pkg"@\'^1\''],
    ['sh', '-c', 'npx "pkg"@7.8.9'],
  ],
  [
    ['sh', '-c', 'npx "pkg@"^1'],
    ['sh', '-c', 'npx "pkg@7.8.9"'],
  ],
  [
    ['sh', '-c', 'npx pkg\\@latest'],
    ['sh', '-c', 'npx pkg\\@7.8.9'],
  ],
  [
    ['sh', '-c', 'uvx --from name\\>=1 bin'],
    ['sh', '-c', 'uvx --from "name==7.8.9" bin'],
  ],
  [
    ['sh', '-c', 'uvx --from "name[cli]>=1" bin'],
    ['sh', '-c', 'uvx --from "name[cli]==7.8.9" bin'],
  ],
  [
    ['sh', '-c', 'sh -c "npx \\"pkg@^1\\""'],
    ['sh', '-c', 'sh -c "npx \\"pkg@7.8.9\\""'],
  ],
  [
    ['sh', '-c', "bash -c 'npx pkg' # npx pkg"],
    ['sh', '-c', "bash -c 'npx pkg@7.8.9' # npx pkg"],
  ],
  [
    ['sh', '-c', 'npx \\\n  -y \\\n  pkg'],
    ['sh', '-c', 'npx \\\n  -y \\\n  pkg@7.8.9'],
  ],
  [
    ['sh', '-c', 'npx a || uvx b'],
    ['sh', '-c', 'npx a@7.8.9 || uvx b@7.8.9'],
  ],
  [
    ['powershell', '-Command', 'npx "@s/pkg@latest"'],
    ['powershell', '-Command', 'npx "@s/pkg@7.8.9"'],
  ],
  [
    ['pwsh', '-NoProfile', '-c', "& npx '@s/pkg'"],
    ['pwsh', '-NoProfile', '-c', "& npx '@s/pkg@7.8.9'"],
  ],
  ['wsl.exe -d Ubuntu -- npx -y pkg', 'wsl.exe -d Ubuntu -- npx -y pkg@7.8.9'],
  ['env -u X A=1 npx pkg', 'env -u X A=1 npx pkg@7.8.9'],
  [
    ['env', '-S', 'A=1 npx -y pkg@latest'],
    ['env', '-S', 'A=1 npx -y pkg@7.8.9'],
  ],
  [
    ['env', '-Snpx pkg'],
    ['env', '-Snpx pkg@7.8.9'],
  ],
  ['op run --env-file=.env -- npx pkg', 'op run --env-file=.env -- npx pkg@7.8.9'],
  ['doppler run -- uvx name', 'doppler run -- uvx name@7.8.9'],
  [
    ['doppler', 'run', '--command', 'npx pkg'],
    ['doppler', 'run', '--command', 'npx pkg@7.8.9'],
  ],
  ['npx envmcp -e .env npx pkg', 'npx envmcp@7.8.9 -e .env npx pkg@7.8.9'],
  ['mise x node@22 -- npx pkg', 'mise x node@22 -- npx pkg@7.8.9'],
  ['timeout 5 nice -n 3 sudo npx pkg', 'timeout 5 nice -n 3 sudo npx pkg@7.8.9'],
  ['npx @anthropic-ai/sandbox-runtime npx pkg', 'npx @anthropic-ai/sandbox-runtime@7.8.9 npx pkg@7.8.9'],
  ['npx -y mcp-remote https://h.example/x', 'npx -y mcp-remote@7.8.9 https://h.example/x'],
  [
    ['npx', '-y', 'supergateway', '--stdio', 'uvx name'],
    ['npx', '-y', 'supergateway@7.8.9', '--stdio', 'uvx name@7.8.9'],
  ],
  ['npx -y @smithery/cli@latest run @x/y', 'npx -y @smithery/cli@7.8.9 run @x/y'],
  [['npx -y pkg'], ['npx -y pkg@7.8.9']],
  [['"C:\\Program Files\\nodejs\\npx.cmd" -y "pkg@latest"'], ['"C:\\Program Files\\nodejs\\npx.cmd" -y "pkg@7.8.9"']],
  [
    ['sh', '-c', "sh -c 'sh -c '\\''npx pkg@^1'\\'''"],
    ['sh', '-c', "sh -c 'sh -c '\\''npx pkg@7.8.9'\\'''"],
  ],
  [
    ['cmd', '/c', 'bash -c "npx \'pkg@^1\'"'],
    ['cmd', '/c', 'bash -c "npx \'pkg@7.8.9\'"'],
  ],
  [
    ['cmd', '/c', 'set A=1&& npx -y pkg'],
    ['cmd', '/c', 'set A=1&& npx -y pkg@7.8.9'],
  ],
  [
    ['cmd', '/c', 'uvx --from "name>=1" bin'],
    ['cmd', '/c', 'uvx --from "name==7.8.9" bin'],
  ],
  [
    ['cmd', '/c', 'uvx --from name^>=1 bin'],
    ['cmd', '/c', 'uvx --from "name==7.8.9" bin'],
  ],
  [
    ['bash', '-c', 'export A=1; npx -y pkg 2>/dev/null'],
    ['bash', '-c', 'export A=1; npx -y pkg@7.8.9 2>/dev/null'],
  ],
  [
    ['zsh', '-ic', 'source ~/.zshrc && npx -y pkg'],
    ['zsh', '-ic', 'source ~/.zshrc && npx -y pkg@7.8.9'],
  ],
  [
    ['npx -y', 'pkg'],
    ['npx -y', 'pkg@7.8.9'],
  ],
  [['bash -c "npx -y pkg"'], ['bash -c "npx -y pkg@7.8.9"']],
  ['/opt/foo --exec npx pkg', '/opt/foo --exec npx pkg@7.8.9'],
])

describe('what may only be named', () => {
  it.each([
    'npx shell-mcp --allowed-commands npx npm',
    'npx shell-mcp --deny git npx x',
    '/opt/shell-mcp --block npx pkg',
  ])('%s', async (line) => {
    const { after, plan } = await pinFile(FILE(words(line)))
    expect(argvOf(after).slice(-2)).toEqual(words(line).slice(-2))
    expect(plan.notPinned.map(({ why }) => why)).toEqual([expect.stringContaining('may only name a command')])
  })
})
