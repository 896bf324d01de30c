/** Commands of an entry that run what they have just downloaded, or decoded. Pure; bounded as the study of commands is. */
import { commandFacts } from '../../src/extract/classify/command.js'
import type { ConfiguredEntry } from '../../src/heuristic.js'
import { addressOf } from './addresses.js'

export interface RunsData {
  /** Code that came over the network is run. */
  readonly downloaded: boolean
  /** Code that was encoded in the entry is run. */
  readonly decoded: boolean
  /** Hosts that are reached; empty where none is known. */
  readonly hosts: readonly string[]
}

const NOTHING: RunsData = { downloaded: false, decoded: false, hosts: [] }

const SHELL = /^(?:\S{0,200}[\\/])?(?:(?:ba|z|da|k|a)?sh|fish|powershell|pwsh|cmd)(?:\.exe)?$/i

/** What the entry does with data before it is a server: all its commands, each as it stands. */
export function runsData({ entry, commands }: ConfiguredEntry): RunsData {
  const { launch } = entry
  if (launch.transport === 'remote') return NOTHING
  const words = launch.argv.map(({ text }) => text)
  const [first = ''] = words
  // Some people write the whole line into `command`, and some clients give it to a shell.
  const lines: (readonly string[] | string)[] = /\s/.test(first.trim()) ? [words.join(' ')] : [words]
  for (const { name, args } of commands) {
    const all = [name, ...args.map(({ text }) => text)]
    if (SHELL.test(name)) lines.push(all)
    else {
      // `docker run image sh -c "…"`, `wsl bash -c "…"`: a shell further back.
      const shell = all.findIndex((word, index) => SHELL.test(word) && /^[-/][a-z]*c/i.test(all[index + 1] ?? ''))
      if (shell > 0) lines.push(all.slice(shell))
    }
  }
  return [...new Set(lines.map((line) => JSON.stringify(line)))]
    .map((line) => study(JSON.parse(line) as string[] | string))
    .reduce(joined, NOTHING)
}

function study(line: readonly string[] | string): RunsData {
  const text = typeof line === 'string' ? line : line.join(' ')
  if (!INTERESTING.test(text)) return NOTHING
  const facts = commandFacts(line, { shell: typeof line === 'string' })
  const origins = new Set(facts.flatMap(({ kind, detail }) => (kind === 'code.eval' ? [detail.origin] : [])))
  const hosts = facts.flatMap(({ kind, detail }) =>
    kind === 'process.spawn' && Array.isArray(detail.hosts) ? (detail.hosts as readonly string[]) : [],
  )
  const powershell = origins.size === 0 && isPowerShellDownload(text)
  const downloaded = origins.has('net') || powershell || (BROKEN.test(text) && origins.size === 0 && isScript(line))
  return { downloaded, decoded: origins.has('decoded'), hosts: powershell ? hostsIn(text) : hosts }
}

/** Only a text with one of these can do either. */
const INTERESTING =
  /curl|wget|iwr|irm|invoke-|https?:|certutil|bitsadmin|download|base64|-e(?:nc|c)?\b|encoded|xxd|openssl|fetch|urlopen/i

/** A line with a quote that is not closed can't be read as the shell would: this much is plain all the same. */
const BROKEN =
  /^[^'"]{0,4000}\b(?:curl|wget|iwr|irm)\s[^|'"\n]{1,2000}\|\s{0,20}(?:sudo\s{1,20})?(?:\/\S{1,40}\/)?(?:(?:ba|z|da|k)?sh|iex)\b/i

/** PowerShell has too many ways to hand a text from the one to the other. */
const isPowerShellDownload = (text: string): boolean =>
  /\b(?:powershell|pwsh)\b/i.test(text) &&
  /\b(?:irm|iwr|invoke-restmethod|invoke-webrequest|downloadstring)\b/i.test(text) &&
  /\b(?:iex|invoke-expression)\b|\[scriptblock\]::create/i.test(text)

const hostsIn = (text: string): readonly string[] =>
  [...text.slice(0, 1 << 15).matchAll(/\bhttps?:\/\/[^\s'"()]{1,500}/gi)].flatMap(([url]) => addressOf(url)?.host ?? [])

const isScript = (line: readonly string[] | string): boolean =>
  typeof line === 'string' || (SHELL.test(line[0] ?? '') && /^[-/][a-z]*c/i.test(line[1] ?? ''))

const joined = (one: RunsData, other: RunsData): RunsData => ({
  downloaded: one.downloaded || other.downloaded,
  decoded: one.decoded || other.decoded,
  hosts: [...new Set([...one.hosts, ...other.hosts])],
})

export interface RunsAddress {
  readonly host: string
  /** Deno downloads once, and keeps what it got. */
  readonly kept: boolean
  readonly pointer: string
}

/** `uv run https://…`, `deno run https://…`: the program itself is an address. One with an exact version in it is a release. */
export function runsAddress({ commands }: ConfiguredEntry): RunsAddress | null {
  for (const { name, args } of commands) {
    const runs = RUNNERS_OF_ADDRESSES.get(name)
    if (runs === undefined || !runs.test(args[0]?.text ?? '')) continue
    const program = args.slice(1, MOST_FLAGS).find(({ text }) => /^https?:\/\//i.test(text) || text === '--')
    const before = args.slice(1, program === undefined ? 1 : args.indexOf(program))
    // Behind the program, an address is the program's own.
    if (program === undefined || !before.every(({ text }, at) => isOption(text, before[at - 1]?.text))) continue
    const address = addressOf(program.text)
    if (address === null || /[@/]v?\d{1,6}\.\d{1,6}\.\d{1,6}/.test(program.text)) continue
    return { host: address.host, kept: name === 'deno', pointer: program.pointer }
  }
  return null
}

const RUNNERS_OF_ADDRESSES: ReadonlyMap<string, RegExp> = new Map([
  ['deno', /^(?:run|x|serve)$/],
  ['uv', /^run$/],
])
const MOST_FLAGS = 50

/** A flag, or the value behind one. */
const isOption = (text: string, before = ''): boolean => text.startsWith('-') || /^-{1,2}[^=]+$/.test(before)
