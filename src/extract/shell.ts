/** Shell scripts → facts, command by command; variables and files keep what flowed into them from line to line. */
import { bulkEnvironment, commandValue, newStudy } from './classify/command.js'
import { programName, type Study, unwrapped } from './classify/command-study.js'
import { type Command, type Dialect, type Pipeline, readScript, type Script } from './classify/command-syntax.js'
import { powershellFacts } from './classify/powershell.js'
import { draft, type PlacedDraft } from './draft.js'

/** Installers of a few thousand lines are below; what is longer is read to here. */
const LONGEST = 1 << 20
const MOST_DRAFTS = 5000
const DEEPEST = 8

/** Part of the shell itself: they start no program. */
const BUILTINS = new Set([
  ...[
    '',
    'cd',
    'pushd',
    'popd',
    'set',
    'export',
    'unset',
    'local',
    'declare',
    'readonly',
    'typeset',
    'shift',
    'return',
    'exit',
    'break',
  ],
  ...[
    'continue',
    'true',
    'false',
    ':',
    'test',
    '[',
    '[[',
    'read',
    'trap',
    'wait',
    'umask',
    'ulimit',
    'hash',
    'alias',
    'shopt',
    'getopts',
  ],
  ...[
    'let',
    'case',
    'for',
    'select',
    'in',
    'esac',
    'echo',
    'printf',
    'pwd',
    'type',
    'command',
    'rem',
    'setlocal',
    'endlocal',
    'goto',
  ],
  ...[
    'pause',
    'title',
    'function',
    'param',
    'if',
    'else',
    'elseif',
    'foreach',
    'while',
    'try',
    'catch',
    'finally',
    'throw',
    'write-host',
  ],
  ...[
    'write-output',
    'write-error',
    'not',
    'exist',
    '}',
    '{',
    '@echo',
    'mkdir',
    'date',
    'sleep',
    'basename',
    'dirname',
  ],
  // Text tools and small change: what they do to files and secrets is said by facts of their own.
  ...[
    'cat',
    'grep',
    'egrep',
    'sed',
    'awk',
    'cut',
    'tr',
    'sort',
    'uniq',
    'head',
    'tail',
    'wc',
    'tee',
    'ls',
    'cp',
    'mv',
    'ln',
    'touch',
  ],
  ...[
    'chmod',
    'chown',
    'rm',
    'rmdir',
    'find',
    'xargs',
    'which',
    'where',
    'uname',
    'id',
    'whoami',
    'hostname',
    'env',
    'printenv',
  ],
  ...[
    'readlink',
    'realpath',
    'mktemp',
    'tput',
    'clear',
    'expr',
    'seq',
    'base64',
    'stat',
    'dir',
    'del',
    'copy',
    'move',
    'md',
    'cls',
  ],
])
/** Cmdlets start no program, but for these. */
const CMDLET = /^[a-z]+-[a-z]+$/i
const STARTS =
  /^(?:start-process|invoke-(?:expression|webrequest|restmethod|command|item)|start-bitstransfer|register-scheduledtask|new-service)$/i
const KEYWORDS = /^(?:(?:if|then|elif|else|while|until|do|time|!)\s+)+/

/**
 * @param path of the file in its package
 * @param head its first bytes as Latin-1 text
 */
export function isShellScript(path: string, head: string): boolean {
  if (/\.(?:sh|bash|zsh|ksh|fish|command|ps1|psm1|bat|cmd)$/i.test(path)) return true
  return /^#![^\n]{0,100}\b(?:ba|z|da|k|a|fi)?sh\b/.test(head) || /^#![^\n]{0,100}\bpwsh\b/.test(head)
}

/** @returns facts with the offset of the command that they come from */
export function shellFacts(path: string, text: string): PlacedDraft[] {
  const bounded = text.slice(0, LONGEST)
  const dialect = shellDialect(path, bounded.slice(0, 200))
  const study = newStudy()
  const placed: PlacedDraft[] = []
  if (dialect === 'powershell') {
    powershellFacts(bounded, study)
    const offset = Math.max(
      0,
      bounded.search(
        /DownloadString|DownloadFile|FromBase64String|\biex\b|Invoke-Expression|CurrentVersion|TCPClient/i,
      ),
    )
    for (const fact of study.drafts) placed.push({ draft: fact, offset })
  }
  walk(readScript(bounded, dialect, study.variables), bounded, dialect, study, placed, 0)
  return placed.slice(0, MOST_DRAFTS)
}

function walk(
  script: Script,
  text: string,
  dialect: Dialect,
  study: Study,
  placed: PlacedDraft[],
  depth: number,
): void {
  for (const pipeline of script) {
    if (placed.length > MOST_DRAFTS) return
    const only = pipeline.commands.length === 1 ? pipeline.commands[0] : undefined
    // The body of a function or a block: each of its lines stands for itself.
    if (
      only?.group &&
      only.redirects.length === 0 &&
      only.words.every((word) => BUILTINS.has(word.text.toLowerCase())) &&
      depth < DEEPEST
    )
      walk(only.group, text, dialect, study, placed, depth + 1)
    else readPipeline(pipeline, text, dialect, study, placed)
  }
}

function readPipeline(pipeline: Pipeline, text: string, dialect: Dialect, study: Study, placed: PlacedDraft[]): void {
  const before = study.drafts.length
  study.downloads = false
  study.hosts.clear()
  study.pipeline(pipeline, dialect)
  const { offset } = pipeline
  if (pipeline.commands.some((command) => startsProgram(command, dialect)) || study.downloads) {
    const command = commandValue(text.slice(offset, pipeline.end).replace(KEYWORDS, ''))
    const hosts = [...study.hosts].sort().slice(0, 20)
    const detail = { command, shell: true, downloads: study.downloads, argument: false, hosts }
    placed.push({ draft: draft('process.spawn', command, detail), offset })
  }
  for (const fact of bulkEnvironment(study.drafts.slice(before))) placed.push({ draft: fact, offset })
}

function startsProgram(command: Command, dialect: Dialect): boolean {
  const words = unwrapped(command.words)
  const first = words[0]?.text ?? ''
  if (BUILTINS.has(programName(first)) || /^\]\]?$/.test(words.at(-1)?.text ?? '')) return false
  if (dialect !== 'powershell') return true
  return !/^(?:[[$("'{-]|\.\w)/.test(first) && (!CMDLET.test(first) || STARTS.test(first))
}

/** Which shell reads the file. */
export function shellDialect(path: string, head = ''): Dialect {
  if (/\.psm?1$/i.test(path) || /^#![^\n]{0,100}\bpwsh\b/.test(head)) return 'powershell'
  return /\.(?:bat|cmd)$/i.test(path) ? 'cmd' : 'posix'
}
