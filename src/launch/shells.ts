/** Shells that are given a line: `sh -c`, `cmd /c`, `powershell -Command`. Facts from their manuals. Pure. */
import { type Arg, slice } from './arg.js'
import { readWords } from './script.js'
import { problem, startsScript, startsWords, type Unwrap } from './step.js'

/** `sh script` is no wrapper: a file of this machine. */
export const posixShell: Unwrap = (args) => {
  for (let i = 0; i < args.length; i += 1) {
    const { text } = args[i] as Arg
    if (!/^[-+]./.test(text) || text === '--') return null
    // `-c` may stand among others: `-lc`, `-ec`. Its script is the next operand.
    if (/^-[abd-zA-Z]*c[a-zA-Z]*$/.test(text) || text === '--command') {
      const line = operandAfter(args, i + 1)
      return line ? startsScript(line, 'posix') : problem('its shell is given no command')
    }
    if (text.startsWith('--command=')) return startsScript(slice(args[i] as Arg, '--command='.length), 'posix')
    if (/^[-+][a-z]*o$/i.test(text) || text === '--rcfile' || text === '--init-file') i += 1
  }
  return null
}

/** Options may still follow `-c`, and `--` end them. */
function operandAfter(args: readonly Arg[], start: number): Arg | undefined {
  for (let i = start; i < args.length; i += 1) {
    const { text } = args[i] as Arg
    if (text === '--') return args[i + 1]
    if (!/^[-+]./.test(text)) return args[i]
    if (/^[-+][a-z]*o$/i.test(text)) i += 1
  }
  return undefined
}

/** `/c` takes the rest of the line; switches may be written together (`/d/s/c`) or doubled, as Git's shell needs them. */
export const cmd: Unwrap = (args) => {
  for (let i = 0; i < args.length; i += 1) {
    const { text } = args[i] as Arg
    if (!text.startsWith('/')) break
    // Other switches may stand before it in the same word, and the command right behind it: `/d/s/cnpx`.
    const [before] = /^\/*(?:(?:[adqsux]|[tefvy](?::[^/]*)?)\/+)*[ckr]/i.exec(text) ?? []
    if (before === undefined) continue
    const attached = slice(args[i] as Arg, before.length)
    const rest = attached.text === '' ? args.slice(i + 1) : [attached, ...args.slice(i + 1)]
    const [only] = rest
    if (only && rest.length === 1) return startsScript(only, 'cmd')
    return { kind: 'script', script: readWords(rest, 'cmd'), elsewhere: false }
  }
  return problem('its shell reads its commands from its input')
}

/** `start "title" /b npx …`, a part of `cmd`. */
export const start: Unwrap = (args) => {
  let at = 0
  let cwd: Arg | null = null
  for (; at < args.length; at += 1) {
    const { text, raw } = args[at] as Arg
    const titled =
      at === 0 && (text === '' || /\s/.test(text) || (raw !== undefined && raw.end - raw.start > text.length))
    if (/^\/d$/i.test(text)) {
      cwd = args[at + 1] ?? null
      at += 1
    } else if (!titled && !/^\/[a-z]+$/i.test(text)) break
  }
  return startsWords(args.slice(at), { cwd })
}

const VALUES =
  /^[-/](executionpolicy|ep|ex|exec|version|v|windowstyle|w|inputformat|if|outputformat|of|o|configurationname|config|custompipename|settingsfile|settings|workingdirectory|wd|psconsolefile)$/i
/** PowerShell takes any prefix of a switch. */
const COMMAND = /^[-/]c(o(m(m(a(n(d)?)?)?)?)?)?$/i
const ENCODED = /^[-/](e|ec|en(c(o(d(e(d(c(o(m(m(a(n(d)?)?)?)?)?)?)?)?)?)?)?)?)$/i
const FILE = /^[-/](f|fi|fil|file)$/i

export const powershell: Unwrap = (args) => {
  let cwd: Arg | null = null
  for (let i = 0; i < args.length; i += 1) {
    const { text } = args[i] as Arg
    const rest = args.slice(i + 1)
    if (COMMAND.test(text)) return lineOf(rest)
    if (ENCODED.test(text)) return problem('its command is encoded')
    if (FILE.test(text)) return null
    if (VALUES.test(text)) {
      if (/^[-/]w(d|orkingdirectory)/i.test(text)) cwd = rest[0] ?? null
      i += 1
    } else if (!text.startsWith('-') && !text.startsWith('/')) {
      if (/\.ps1$/i.test(text)) return null
      return /\s/.test(text) ? lineOf(args.slice(i)) : startsWords(args.slice(i), { cwd })
    }
  }
  return null
}

function lineOf(rest: readonly Arg[]) {
  const [only] = rest
  if (!only) return problem('its shell is given no command')
  return rest.length === 1
    ? startsScript(only, 'powershell')
    : ({ kind: 'script', script: readWords(rest, 'powershell'), elsewhere: false } as const)
}
