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
  readonly what: 'program' | 'package'
  readonly host: string
  /** Whether it is downloaded once, and what came is kept. */
  readonly kept: boolean
  /** Whether an exact version stands in the address. */
  readonly versioned: boolean
  readonly pointer: string
}

/** `uv run https://…`, `npx https://…/x.tgz`: the program or the package is an address, of which no registry keeps a version. */
export function runsAddress({ commands }: ConfiguredEntry): RunsAddress | null {
  for (const { name, args } of commands) {
    const runner = RUNNERS_OF_ADDRESSES.find((each) => each.name.test(name))
    if (runner === undefined) continue
    const sub = args[0]?.text ?? ''
    if (runner.sub !== null && !runner.sub.test(sub)) continue
    const word = startedBy(args.slice(runner.sub === null ? 0 : 1, MOST_WORDS), name)
    const [, url] = /^(?:[\w.@/-]{1,200}?\s?@\s?)?(https?:\/\/.*)$/is.exec(word?.text ?? '') ?? []
    const address = url === undefined ? null : addressOf(url)
    if (word === null || address === null) continue
    return {
      what: runner.what,
      host: address.host,
      kept: runner.what === 'package' || name === 'deno',
      versioned: /[-@/_]v?\d{1,6}\.\d{1,6}\.\d{1,6}/.test(word.text),
      pointer: word.pointer,
    }
  }
  return null
}

const RUNNERS_OF_ADDRESSES: readonly {
  readonly name: RegExp
  /** The word behind the command; `null` where there is none. */
  readonly sub: RegExp | null
  readonly what: RunsAddress['what']
}[] = [
  { name: /^deno$/, sub: /^(?:run|x|serve)$/, what: 'program' },
  { name: /^uv$/, sub: /^run$/, what: 'program' },
  { name: /^(?:npx|pnpx|bunx|uvx)$/, sub: null, what: 'package' },
  { name: /^npm$/, sub: /^(?:exec|x)$/, what: 'package' },
  { name: /^(?:pnpm|yarn)$/, sub: /^dlx$/, what: 'package' },
  { name: /^bun$/, sub: /^x$/, what: 'package' },
  { name: /^pipx$/, sub: /^run$/, what: 'package' },
]
const MOST_WORDS = 50
/** Flags that stand alone; any other may take the next word, which is then no package. */
const ALONE =
  /^(?:-y|--yes|-q|--quiet|-A|--allow-\S*|--isolated|--no-\S*|--refresh|--offline|--verbose|-v|-s|--script|--bun|--silent|--[^=]*=.*)$/

/** The package or program among a runner's words: behind a flag that names it, else the first operand. */
function startedBy(args: ConfiguredEntry['commands'][number]['args'], runner: string) {
  const names = runner === 'uvx' || runner === 'pipx' ? /^--(?:from|spec)(?:=|$)/ : /^(?:-p|--package)(?:=|$)/
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i]
    if (word === undefined) break
    if (word.text === '--') return args[i + 1] ?? null
    if (!word.text.startsWith('-')) return word
    if (names.test(word.text) && !/^(?:deno|uv)$/.test(runner)) {
      const equals = word.text.indexOf('=')
      return equals < 0 ? (args[i + 1] ?? null) : { ...word, text: word.text.slice(equals + 1) }
    }
    if (!ALONE.test(word.text)) i += 1
  }
  return null
}
