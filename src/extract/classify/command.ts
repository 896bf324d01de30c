/**
 * What a command line does, as facts. The line may be a template with holes `{}`, the text of a shell script, or the
 * arguments of a program. Nothing is run, nothing is expanded from outside. Pure; never throws; linear in its input.
 */
import { createHash } from 'node:crypto'
import { draft, type FactDraft, uniqueDrafts } from '../draft.js'
import { FILE_PROGRAMS, unknownProgram } from './command-files.js'
import { INTERPRETER_PROGRAMS } from './command-interpreters.js'
import { NETWORK_PROGRAMS } from './command-network.js'
import { NO_FLOW, type Program, type Programs, programName, Study } from './command-study.js'
import type { Dialect } from './command-syntax.js'
import { SYSTEM_PROGRAMS } from './command-system.js'

/** A command longer than this is read to here; beyond it is data. */
const LONGEST = 1 << 18
/** Longest value of process.spawn; the rest is told apart by a hash. */
const LONGEST_VALUE = 240

const PROGRAMS: Programs = new Map<string, Program>([
  ...[...FILE_PROGRAMS, ...NETWORK_PROGRAMS, ...SYSTEM_PROGRAMS, ...INTERPRETER_PROGRAMS].flatMap(([names, program]) =>
    names.map((name) => [name, program] as [string, Program]),
  ),
  ['*', unknownProgram],
])

/** A study for a whole script, of which the caller gives one pipeline after the other. */
export const newStudy = (): Study => new Study(PROGRAMS)

/**
 * @param command the text that a shell reads, or the program and its arguments; holes are `{}`
 * @param options.shell whether a shell reads it (`exec`, `spawn` with `shell: true`)
 * @returns process.spawn first, then what the command does, each identity once
 */
export function commandFacts(command: string | readonly string[], options: { shell: boolean }): FactDraft[] {
  const { study, value } = studied(command, options.shell)
  if (value === '') return []
  const spawn = draft('process.spawn', value, {
    command: value,
    shell: options.shell,
    downloads: study.downloads,
    argument: false,
    hosts: [...study.hosts].sort().slice(0, 20),
    ...(study.harms.size > 0 ? { harms: [...study.harms].sort() } : {}),
    ...(study.handed.size > 0 ? { handed: [...study.handed].sort() } : {}),
  })
  return uniqueDrafts([spawn, ...bulkEnvironment(study.drafts)])
}

/** @returns the JavaScript that the command hands to an interpreter: `node -e "…"`, here-documents; nested shells included */
export function embeddedScripts(command: string | readonly string[]): string[] {
  return studied(command, typeof command === 'string').study.scripts
}

/** env.bulk beside each flow of the whole environment. */
export function bulkEnvironment(drafts: readonly FactDraft[]): FactDraft[] {
  return drafts.flatMap((one) => {
    if (one.kind !== 'data.flow' || one.detail.source !== 'env:*') return [one]
    const to = String(one.detail.sinkKind)
    return [
      one,
      draft('env.bulk', to === 'net' ? 'net' : 'unknown', { to, host: String(one.detail.sink).replace(/^net:/, '') }),
    ]
  })
}

/** The canonical spelling of a command: blanks joined, bounded, with a hash of what was cut. */
export function commandValue(command: string | readonly string[]): string {
  const text = typeof command === 'string' ? command : command.map(quoted).join(' ')
  const clean = text.slice(0, LONGEST).replace(/\s+/g, ' ').trim()
  if (clean.length <= LONGEST_VALUE) return clean
  return `${clean.slice(0, LONGEST_VALUE)}… #${createHash('sha256').update(clean).digest('hex').slice(0, 8)}`
}

const quoted = (arg: string): string =>
  arg === '' || /[\s'"|&;<>()]/.test(arg) ? `'${arg.replaceAll("'", "'\\''")}'` : arg

function studied(command: string | readonly string[], shell: boolean): { study: Study; value: string } {
  const study = newStudy()
  const value = commandValue(command)
  if (typeof command === 'string') study.run(command.slice(0, LONGEST), dialectOf(command))
  else if (shell) study.run(command.join(' ').slice(0, LONGEST), dialectOf(command[0] ?? ''))
  else study.argv(bounded(command), /^[A-Z]:\\|\.exe$/i.test(command[0] ?? '') ? 'cmd' : 'posix', NO_FLOW)
  return { study, value }
}

function bounded(argv: readonly string[]): string[] {
  let left = LONGEST
  const kept: string[] = []
  for (const arg of argv) {
    if (left <= 0) break
    kept.push(arg.slice(0, left))
    left -= arg.length + 1
  }
  return kept
}

const WINDOWS_PROGRAMS = new Set([
  ...[
    'cmd',
    'powershell',
    'pwsh',
    'reg',
    'schtasks',
    'certutil',
    'bitsadmin',
    'wmic',
    'mshta',
    'rundll32',
    'regsvr32',
    'tasklist',
  ],
  ...[
    'taskkill',
    'netsh',
    'sc',
    'copy',
    'xcopy',
    'robocopy',
    'del',
    'rd',
    'attrib',
    'icacls',
    'where',
    'dir',
    'type',
    'systeminfo',
  ],
])

/** cmd reads a text differently from a POSIX shell; which one will is told by what it names. */
export function dialectOf(command: string): Dialect {
  const head = command.slice(0, 2000).trimStart()
  const first = programName(/^"([^"]{1,300})"|^(\S{1,300})/.exec(head)?.slice(1).find(Boolean) ?? '')
  if (WINDOWS_PROGRAMS.has(first)) return 'cmd'
  return /%[A-Za-z_]\w{1,40}%|(?:^|[\s"'])[A-Za-z]:\\/.test(head) ? 'cmd' : 'posix'
}
