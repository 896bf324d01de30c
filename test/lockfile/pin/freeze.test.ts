/** What holds the dependencies, as a word of its own in the style of the file that it is put into. */
import { describe, expect, it } from 'vitest'
import { packagesOf, pinFile, withoutReleases } from './pinning.js'

const DATE = new Date('2026-11-20T12:00:00.000Z')
const NPM = '--before=2026-11-20T12:00:00Z'
const UV = '--exclude-newer=2026-11-20T12:00:00Z'

async function frozen(text: string, file = '/srv/servers.json'): Promise<string> {
  const { after, plan, before, entries } = await pinFile(text, file, DATE)
  expect(plan.notPinned.map(({ why }) => why)).toEqual([])
  const rest = (entry: (typeof entries)[number]) => ({ ...(withoutReleases(entry) as object), commands: null })
  expect(entries.map(rest)).toEqual(before.map(rest))
  for (const said of entries.flatMap(packagesOf)) expect(said).toMatch(/!$/)
  expect((await pinFile(after, file, DATE)).plan.files).toEqual([])
  return after
}

const json = (command: string, ...args: readonly string[]) => JSON.stringify({ mcpServers: { one: { command, args } } })

describe('in the words of each runner', () => {
  it.each([
    ['npx -y pkg --x', `npx ${NPM} -y pkg@7.8.9 --x`],
    ['npx -p a -p b bin', `npx ${NPM} -p a@7.8.9 -p b@7.8.9 bin`],
    ['npm exec -- pkg', `npm ${NPM} exec -- pkg@7.8.9`],
    ['npm x --package=pkg -- bin', `npm ${NPM} x --package=pkg@7.8.9 -- bin`],
    ['npm create thing', `npm ${NPM} create thing@7.8.9`],
    ['npx --before=2020-01-01 pkg', `npx ${NPM} pkg@7.8.9`],
    ['npx --before 2020-01-01 pkg', 'npx --before 2026-11-20T12:00:00Z pkg@7.8.9'],
    ['npx --enjoy-by 2020-01-01 pkg', 'npx --enjoy-by 2026-11-20T12:00:00Z pkg@7.8.9'],
    ['npx -y pkg@7.8.9', `npx ${NPM} -y pkg@7.8.9`],
    ['cmd /c npx pkg', `cmd /c npx ${NPM} pkg@7.8.9`],
    ['env A=1 npx pkg', `env A=1 npx ${NPM} pkg@7.8.9`],
    ['uvx name', `uvx ${UV} name@7.8.9`],
    ['uvx --from name bin', `uvx ${UV} --from name==7.8.9 bin`],
    ['uvx --exclude-newer 2020-01-01 name', 'uvx --exclude-newer 2026-11-20T12:00:00Z name@7.8.9'],
    ['uv tool run name', `uv tool run ${UV} name@7.8.9`],
    ['uv --quiet tool run name', `uv --quiet tool run ${UV} name@7.8.9`],
    ['uv x name', `uv x ${UV} name@7.8.9`],
    ['uv run --with name bin', `uv run ${UV} --with name==7.8.9 bin`],
    ['npx -y supergateway --sse https://h.example/', `npx ${NPM} -y supergateway@7.8.9 --sse https://h.example/`],
  ])('%s', async (line, becomes) => {
    const [command = '', ...args] = line.split(' ')
    const after = JSON.parse(await frozen(json(command, ...args))).mcpServers.one
    expect([after.command, ...after.args].join(' ')).toBe(becomes)
  })

  it.each([
    [
      ['sh', '-c', 'cd x && npx "pkg" --x'],
      ['sh', '-c', `cd x && npx ${NPM} "pkg@7.8.9" --x`],
    ],
    [
      ['sh', '-c', 'npx -y a && exec uvx b'],
      ['sh', '-c', `npx ${NPM} -y a@7.8.9 && exec uvx ${UV} b@7.8.9`],
    ],
    [
      ['npx', '-y', 'supergateway', '--stdio', 'uvx b'],
      ['npx', NPM, '-y', 'supergateway@7.8.9', '--stdio', `uvx ${UV} b@7.8.9`],
    ],
    [['npx -y pkg'], [`npx ${NPM} -y pkg@7.8.9`]],
    [
      ['npx -y', 'pkg'],
      [`npx ${NPM} -y`, 'pkg@7.8.9'],
    ],
    [
      ['cmd', '/c', 'npx -y pkg'],
      ['cmd', '/c', `npx ${NPM} -y pkg@7.8.9`],
    ],
    [
      ['powershell', '-c', 'npx -y "pkg"'],
      ['powershell', '-c', `npx ${NPM} -y "pkg@7.8.9"`],
    ],
    [
      ['docker', 'run', 'node:22', 'npx', 'pkg'],
      ['docker', 'run', expect.stringMatching(/^node:22@sha256:/), 'npx', NPM, 'pkg@7.8.9'],
    ],
    [
      ['sh', '-c', 'npx --before="2020-01-01" pkg'],
      ['sh', '-c', 'npx --before="2026-11-20T12:00:00Z" pkg@7.8.9'],
    ],
  ])('%j', async ([command = '', ...args], becomes) => {
    const after = JSON.parse(await frozen(json(command, ...args))).mcpServers.one
    expect([after.command, ...after.args]).toEqual(becomes)
  })

  it.each([
    ['pnpm dlx pkg', /pnpm has no option/],
    ['yarn dlx pkg', /yarn has no option/],
    ['bunx pkg', /bunx has no option/],
    ['deno run npm:pkg', /deno has no option/],
    ['pipx run pkg', /pipx has no option/],
    ['npx --min-release-age=3 pkg', /min-release-age/],
  ])('%s is pinned, and it is said that no more is held', async (line, why) => {
    const [command = '', ...args] = line.split(' ')
    const { plan, after } = await pinFile(json(command, ...args), undefined, DATE)
    expect(plan.notPinned.map((one) => one.why)).toEqual([expect.stringMatching(why)])
    expect(after).toContain('7.8.9')
  })

  it('an image needs none', async () => {
    expect(await frozen(json('docker', 'run', 'img'))).not.toMatch(/before|newer/)
  })
})

describe('in the style of the file', () => {
  const npx = (args: string): string => `{ "mcpServers": { "one": { "command": "npx", "args": ${args} } } }`

  it.each([
    ['["-y", "pkg"]', `["${NPM}", "-y", "pkg@7.8.9"]`],
    ['["-y","pkg"]', `["${NPM}","-y","pkg@7.8.9"]`],
    ['[ "pkg" ]', `[ "${NPM}", "pkg@7.8.9" ]`],
    ['[\n\t"-y",\n\t"pkg",\n]', `[\n\t"${NPM}",\n\t"-y",\n\t"pkg@7.8.9",\n]`],
    ['[\r\n    "-y",\r\n    "pkg"\r\n  ]', `[\r\n    "${NPM}",\r\n    "-y",\r\n    "pkg@7.8.9"\r\n  ]`],
    ['[ // "a"\n  /* b */ "-y", "pkg"]', `[ // "a"\n  /* b */ "${NPM}", "-y", "pkg@7.8.9"]`],
    ['["-y",\n "pkg"]', `["${NPM}", "-y",\n "pkg@7.8.9"]`],
  ])('JSON %j', async (args, becomes) => {
    expect(await frozen(npx(args))).toBe(npx(becomes))
  })

  it.each([
    ['["-y", "pkg"]', `["${NPM}", "-y", "pkg@7.8.9"]`],
    ["['-y', 'pkg']", `['${NPM}', '-y', 'pkg@7.8.9']`],
    ['[\n  "-y", # yes\n  "pkg", # it\n]', `[\n  "${NPM}",\n  "-y", # yes\n  "pkg@7.8.9", # it\n]`],
    ['["""-y""", \'\'\'pkg\'\'\']', `["${NPM}", """-y""", '''pkg@7.8.9''']`],
  ])('TOML %j', async (args, becomes) => {
    const toml = (list: string) =>
      `# mine\n[mcp_servers.one]\ncommand = "npx"\nargs = ${list} # end\nenv = { A = "1" }\n`
    expect(await frozen(toml(args), '/srv/config.toml')).toBe(toml(becomes))
  })

  it.each([
    ['\n      - -y\n      - pkg # it', `\n      - ${NPM}\n      - -y\n      - pkg@7.8.9 # it`],
    ['\n    - "-y"\n    - \'pkg\'', `\n    - "${NPM}"\n    - "-y"\n    - 'pkg@7.8.9'`],
    ["\n    -   '-y'\n    -   pkg", `\n    -   '${NPM}'\n    -   '-y'\n    -   pkg@7.8.9`],
    [' [-y, pkg]', ` ["${NPM}", -y, pkg@7.8.9]`],
    [' [ "-y","pkg" ]', ` [ "${NPM}","-y","pkg@7.8.9" ]`],
    [
      "\n      # first\n      - '-y'\n\n      - pkg",
      `\n      # first\n      - '${NPM}'\n      - '-y'\n\n      - pkg@7.8.9`,
    ],
    [' -y pkg', ` ${NPM} -y pkg@7.8.9`],
  ])('YAML %j', async (args, becomes) => {
    const yaml = (list: string) => `mcpServers:\n  one:\n    command: npx\n    args:${list}\n    env: {A: "1"}\n`
    expect(await frozen(yaml(args), '/srv/config.yaml')).toBe(yaml(becomes))
    const crlf = (text: string) => yaml(text).replaceAll('\n', '\r\n')
    expect(await frozen(crlf(args), '/srv/config.yaml')).toBe(crlf(becomes))
    const markdown = (list: string) => `---\n${yaml(list)}---\n# It\n\nargs: [-y, pkg]\n`
    expect(await frozen(markdown(args), '/srv/agent.md')).toBe(markdown(becomes))
  })

  it('command lists, one inside of the other', async () => {
    const text = 'mcp:\n  one:\n    type: local\n    command:\n      - npx\n      - -y\n      - pkg\n'
    expect(await frozen(text, '/srv/config.yaml')).toBe(
      text.replace('- -y', `- ${NPM}\n      - -y`).replace('pkg', 'pkg@7.8.9'),
    )
    const opencode = '{"mcp": {"one": {"type": "local", "command": ["npx", "-y", "pkg"]}}}'
    expect(await frozen(opencode)).toBe(opencode.replace('"-y"', `"${NPM}", "-y"`).replace('pkg', 'pkg@7.8.9'))
  })
})

it('pins the spec alone where there is no place for the option', async () => {
  const yaml = 'mcpServers:\n  one:\n    command: npx\n    args:\n      - !!str -y\n      - pkg\n'
  const { after, plan } = await pinFile(yaml, '/srv/config.yaml', DATE)
  expect(after).toBe(yaml.replace('pkg', 'pkg@7.8.9'))
  expect(plan.notPinned.map(({ why }) => why)).toEqual([expect.stringContaining('no place for the option')])
})
