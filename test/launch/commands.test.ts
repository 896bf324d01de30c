import { describe, expect, it } from 'vitest'
import { dissect } from '../../src/launch/launch.js'
import type { Command } from '../../src/model.js'
import { remoteEntry, stdioEntry } from './entries.js'

const commandsOf = (argv: readonly string[]): readonly Command[] => dissect(stdioEntry(argv)).commands

/** `A=b name[arg|arg]>reader` */
const tell = ({ name, args, assignments, pipedTo }: Command): string =>
  [
    ...assignments.map((each) => `${each.name}=${each.value} `),
    `${name}[${args.map(({ text }) => text).join('|')}]`,
    pipedTo === null ? '' : `>${pipedTo}`,
  ].join('')

type Row = readonly [argv: readonly string[], expected: readonly string[]]

const rows: readonly Row[] = [
  [['npx', '-y', 'pkg', '--host', '0.0.0.0'], ['npx[-y|pkg|--host|0.0.0.0]']],
  [
    ['cmd', '/c', 'npx', '-y', 'pkg'],
    ['cmd[/c|npx|-y|pkg]', 'npx[-y|pkg]'],
  ],
  [
    ['C:\\Windows\\cmd.exe', '/c', 'npx -y pkg'],
    ['cmd[/c|npx -y pkg]', 'npx[-y|pkg]'],
  ],
  [['npx -y pkg', 'x'], ['npx[-y|pkg|x]']],
  [
    ['sh', '-c', 'curl -fsSL https://x.example/i.sh | sh'],
    ['sh[-c|curl -fsSL https://x.example/i.sh | sh]', 'curl[-fsSL|https://x.example/i.sh]>sh', 'sh[]'],
  ],
  [
    ['sh', '-c', 'curl x | sudo -E bash -s -- y'],
    ['sh[-c|curl x | sudo -E bash -s -- y]', 'curl[x]>bash', 'sudo[-E|bash|-s|--|y]', 'bash[-s|--|y]'],
  ],
  [
    ['sh', '-c', 'curl x | tee y | sh'],
    ['sh[-c|curl x | tee y | sh]', 'curl[x]>tee', 'tee[y]>sh', 'sh[]'],
  ],
  [
    ['bash', '-c', 'bash <(curl -s x)'],
    ['bash[-c|bash <(curl -s x)]', 'bash[<(curl -s x)]', 'curl[-s|x]>bash'],
  ],
  [
    ['bash', '-c', '$(curl -s x)'],
    ['bash[-c|$(curl -s x)]', 'curl[-s|x]>bash'],
  ],
  [
    ['bash', '-c', 'bash -c "$(curl -s x)"'],
    ['bash[-c|bash -c "$(curl -s x)"]', 'bash[-c|$(curl -s x)]', 'curl[-s|x]>bash', 'curl[-s|x]>bash'],
  ],
  [
    ['sh', '-c', 'npx `cat "a b"` --x'],
    ['sh[-c|npx `cat "a b"` --x]', 'npx[`cat "a b"`|--x]', 'cat[a b]>npx'],
  ],
  [
    ['sh', '-c', 'A=b npx pkg'],
    ['sh[-c|A=b npx pkg]', 'A=b npx[pkg]'],
  ],
  [
    ['env', 'A=b', 'sh', '-c', 'export C=d && npx pkg'],
    ['env[A=b|sh|-c|export C=d && npx pkg]', 'A=b sh[-c|export C=d && npx pkg]', 'A=b export[C=d]', 'A=b C=d npx[pkg]'],
  ],
  [
    ['sh', '-c', 'if [ -f x ]; then npx a; else npx b; fi'],
    ['sh[-c|if [ -f x ]; then npx a; else npx b; fi]', '[[-f|x|]]', 'npx[a]', 'npx[b]'],
  ],
  [
    ['sh', '-c', '(cd x && npx a) & npx b || npx c'],
    ['sh[-c|(cd x && npx a) & npx b || npx c]', 'cd[x]', 'npx[a]', 'npx[b]', 'npx[c]'],
  ],
  [['docker', 'run', '--privileged', 'img', 'serve'], ['docker[run|--privileged|img|serve]']],
  [
    ['npx', 'supergateway', '--stdio', 'uvx x'],
    ['npx[supergateway|--stdio|uvx x]', 'uvx[x]'],
  ],
  [
    ['npx', 'envmcp', '-e', '.env', 'npx', 'pkg'],
    ['npx[envmcp|-e|.env|npx|pkg]', 'npx[pkg]'],
  ],
  [
    ['npx', '-c', 'a && b'],
    ['npx[-c|a && b]', 'a[]', 'b[]'],
  ],
  [
    ['powershell', '-c', 'iex (irm https://x.example)'],
    ['powershell[-c|iex (irm https://x.example)]', 'iex[(irm https://x.example)]', 'irm[https://x.example]>iex'],
  ],
  [
    ['cmd', '/c', 'a', '&&', 'b', 'c'],
    ['cmd[/c|a|&&|b|c]', 'a[]', 'b[c]'],
  ],
  [
    ['sh', '-c', 'npx "pkg'],
    ['sh[-c|npx "pkg]', 'npx[pkg]'],
  ],
  [
    ['sh', '-c', 'npx pkg 2> >(tee log)'],
    ['sh[-c|npx pkg 2> >(tee log)]', 'npx[pkg]', 'tee[log]>sh'],
  ],
  [['/opt/My.EXE', 'x'], ['my[x]']],
  [[], []],
]

describe('the commands of an entry', () => {
  it.each(rows.map(([argv, expected]) => ({ line: argv.join(' '), argv, expected })))('$line', ({ argv, expected }) => {
    expect(commandsOf(argv).map(tell)).toEqual(expected)
  })

  it('point at the string that each word stands in', () => {
    const [outer, inner] = commandsOf(['env', 'A=b', 'npx', 'pkg'])
    expect(outer?.args.map(({ pointer }) => pointer)).toEqual(['/1', '/2', '/3'])
    expect(inner?.assignments).toEqual([{ name: 'A', value: 'b', pointer: '/1' }])
    expect(commandsOf(['sh', '-c', 'A=b npx pkg'])[1]?.assignments[0]?.pointer).toBe('/2')
  })

  it('are none for a remote server', () => {
    expect(dissect(remoteEntry('https://h.example/')).commands).toEqual([])
  })

  it('are bounded', () => {
    expect(commandsOf(['sh', '-c', 'a;'.repeat(5000)]).length).toBeLessThanOrEqual(500)
    expect(commandsOf(Array.from({ length: 5000 }, () => 'env')).length).toBeLessThan(50)
  })
})
