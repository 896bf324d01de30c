/** Programs that run code which stands in their arguments, comes in through a pipe, or lies in a file. */
import { draft } from '../draft.js'
import { reachUrl } from './command-network.js'
import { type Flow, type Invocation, joinFlows, NO_FLOW, type Program, type Study } from './command-study.js'
import { hostOfUrl } from './hosts.js'
import { powershellFacts } from './powershell.js'

/** What comes in and is run as code. */
function runsInput(flow: Flow, via: string, on: Study): boolean {
  if (flow.net !== null) on.netCode(via)
  else if (flow.decoded) on.decodedCode(via)
  else return false
  return true
}

/** The text after the option that takes code; `-lc` counts as `-c`. */
function codeAfter(call: Invocation, option: RegExp): { text: string; at: number } | undefined {
  const at = call.args.findIndex((arg) => option.test(arg))
  if (at < 0) return undefined
  const attached = /^--[\w-]+=(.*)$/s.exec(call.args[at] ?? '')
  return attached ? { text: attached[1] ?? '', at } : { text: call.args[at + 1] ?? '', at: at + 1 }
}

const shell: Program = (call, on) => {
  const code = codeAfter(call, /^-[abd-zA-Z]*c[a-zA-Z]*$/)
  if (code) {
    if (runsInput(call.argumentFlow, `${call.name} -c`, on)) return NO_FLOW
    return joinFlows(on.run(code.text, 'posix'), call.input)
  }
  const file = call.args.find((arg, i) => !arg.startsWith('-') && !/^[-+]o$/.test(call.args[i - 1] ?? ''))
  if (file === '{}' && runsInput(call.argumentFlow, `${call.name} <(…)`, on)) return NO_FLOW
  if (file !== undefined && file !== '{}') {
    on.runsFile(file, `${call.name} ${baseName(file)}`)
    return joinFlows(call.input, call.argumentFlow)
  }
  runsInput(call.input, `| ${call.name}`, on)
  if (call.command.heredoc !== null) return on.run(call.command.heredoc, 'posix')
  return NO_FLOW
}

const source: Program = (call, on) => {
  const file = call.args[0] ?? ''
  if (file === '{}' && runsInput(call.argumentFlow, `${call.name} <(…)`, on)) return NO_FLOW
  on.runsFile(file, `${call.name} ${baseName(file)}`)
  return NO_FLOW
}

/** eval: what is constant is read again. */
const evaluate: Program = (call, on) => {
  if (runsInput(call.argumentFlow, 'eval', on)) return NO_FLOW
  return on.run(call.args.join(' '), call.dialect)
}

const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).slice(0, 80)

const JAVASCRIPT_CODE = /^(?:-e|--eval|-p|--print|-pe|-ep)(?:=.*)?$/s

/** JavaScript runtimes: their code goes to the JavaScript extractor. */
const javascript: Program = (whole, on) => {
  // What follows the script's name belongs to the script.
  const file = whole.args.findIndex(
    (arg, i) =>
      !arg.startsWith('-') && !/^(?:-r|--require|--import|--loader|-C|--conditions)$/.test(whole.args[i - 1] ?? ''),
  )
  const evaluates = whole.args.some((arg, i) => JAVASCRIPT_CODE.test(arg) && (file < 0 || i < file))
  const call = evaluates || file < 0 ? whole : { ...whole, args: whole.args.slice(0, file + 2) }
  const code =
    (evaluates ? codeAfter(call, JAVASCRIPT_CODE) : undefined) ??
    (call.args[0] === 'eval' ? { text: call.args[1] ?? '', at: 1 } : undefined)
  if (code) {
    if (runsInput(call.argumentFlow, `${call.name} -e`, on)) return NO_FLOW
    // A hole can't be told from an empty object inside of JavaScript; a shell variable can.
    const word = call.words[code.at]
    const constant = code.text !== '{}' && (word?.variables.length ?? 0) + (word?.inner.length ?? 0) === 0
    const origin = constant ? 'constant' : 'unknown'
    on.add(draft('code.eval', `${origin} eval`, { origin, via: `${call.name} -e` }))
    if (code.text !== '{}' && code.text !== '') on.scripts.push(code.text)
    return joinFlows(call.input, call.argumentFlow)
  }
  const script = call.args.find((arg) => !arg.startsWith('-') && arg !== 'run')
  if (script !== undefined) {
    if (script === '{}') runsInput(call.argumentFlow, call.name, on)
    on.runsFile(script, `${call.name} ${baseName(script)}`)
    return joinFlows(call.input, call.argumentFlow)
  }
  if (call.command.heredoc !== null) on.scripts.push(call.command.heredoc)
  runsInput(call.input, `| ${call.name}`, on)
  return NO_FLOW
}

/** Python, Perl, Ruby, PHP, AppleScript: read as text, for want of a parser. */
const foreign: Program = (call, on) => {
  const code = codeAfter(call, /^-[a-zA-Z]*[ceEr]$/)
  const text = code?.text ?? call.command.heredoc ?? undefined
  if (text !== undefined) {
    if (code && runsInput(call.argumentFlow, `${call.name} ${call.args[code.at - 1] ?? ''}`, on)) return NO_FLOW
    if (code && text !== '') on.add(draft('code.eval', 'constant eval', { origin: 'constant', via: `${call.name} -c` }))
    foreignScript(text, call.name, on)
    return joinFlows(call.input, call.argumentFlow)
  }
  const file = call.args.find((arg) => !arg.startsWith('-'))
  if (file === undefined) runsInput(call.input, `| ${call.name}`, on)
  else on.runsFile(file, `${call.name} ${baseName(file)}`)
  return joinFlows(call.input, call.argumentFlow)
}

/** URLs, secret paths and decode-then-run in a text of another language. */
export function foreignScript(text: string, name: string, on: Study): void {
  const bounded = text.slice(0, 200_000)
  const runs = /\b(?:exec|eval|compile|system|popen|do shell script|instance_eval)\b/.test(bounded)
  let reached = false
  for (const found of bounded.matchAll(/\b(?:https?|ftp|wss?):\/\/[^\s'"`)<>\\]{1,2000}/gi)) {
    const url = hostOfUrl(found[0])
    if (url === null) continue
    reachUrl(url, '*', NO_FLOW, on)
    reached = true
  }
  if (
    reached &&
    /\b(?:urlopen|urlretrieve|requests\.get|open-uri|LWP|file_get_contents|Net::HTTP|curl)\b/.test(bounded)
  )
    on.downloads = true
  if (runs && reached && /\bexec\b|\beval\b/.test(bounded)) on.netCode(`${name} exec`)
  if (runs && /b64decode|base64_decode|unhexlify|decode_base64|Base64\.decode|fromhex/.test(bounded)) {
    on.decodedCode(`${name} exec`)
    on.add(draft('code.obfuscated', 'encoded-blob', { which: 'encoded-blob', metric: bounded.length }))
  }
  for (const found of bounded.matchAll(/['"]([^'"\n]{2,300})['"]/g)) {
    const path = found[1] ?? ''
    if (/[./\\]/.test(path)) on.path(path, 'mention')
  }
  for (const found of bounded.matchAll(
    /(?:os\.system|subprocess\.\w+|popen|do shell script|system|exec(?:Sync|File|FileSync)?|spawn(?:Sync)?)\s{0,5}\(?\s{0,5}(?:'([^'\n]{1,4000})'|"([^"\n]{1,4000})")/g,
  ))
    on.run(found[1] ?? found[2] ?? '', 'posix')
}

/** `-EncodedCommand`, which PowerShell takes by any prefix of its name. */
const ENCODED = /^[-/]e(?:c|n|nc|nco|ncod|ncode|ncoded|ncodedc\w{0,6})?$/i

const powershell: Program = (call, on) => {
  const encodedAt = call.args.findIndex((arg) => ENCODED.test(arg))
  if (encodedAt >= 0) {
    const base64 = call.args[encodedAt + 1] ?? ''
    on.decodedCode(`${call.name} -EncodedCommand`)
    on.add(draft('code.obfuscated', 'encoded-blob', { which: 'encoded-blob', metric: base64.length }))
    if (/^[A-Za-z0-9+/=]{4,100000}$/.test(base64)) runPowershell(decodeUtf16(base64), on)
    return NO_FLOW
  }
  const at = call.args.findIndex((arg) => /^[-/]c(?:o|om|omm|omma|omman|ommand)?$/i.test(arg))
  const fileAt = call.args.findIndex((arg) => /^[-/]f(?:i|il|ile)?$/i.test(arg))
  if (fileAt >= 0) {
    on.runsFile(call.args[fileAt + 1] ?? '', `${call.name} -File`)
    return NO_FLOW
  }
  const rest = at >= 0 ? call.args.slice(at + 1) : positional(call.args)
  const text = rest.join(' ')
  if (text === '' || text === '-') {
    runsInput(call.input, `| ${call.name}`, on)
    return NO_FLOW
  }
  return runPowershell(text, on)
}

/** What follows the options: PowerShell takes it as the command. */
function positional(args: readonly string[]): readonly string[] {
  let at = 0
  while (at < args.length) {
    const arg = args[at] ?? ''
    if (/^[-/](?:ep|ex\w*|w|windowstyle|version|inputformat|outputformat|configurationname)$/i.test(arg)) at += 2
    else if (/^[-/]\w/.test(arg)) at++
    else break
  }
  return args.slice(at)
}

function runPowershell(text: string, on: Study): Flow {
  powershellFacts(text, on)
  return on.run(text, 'powershell')
}

function decodeUtf16(base64: string): string {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
  return new TextDecoder('utf-16le').decode(bytes)
}

const cmd: Program = (call, on) => {
  const at = call.args.findIndex((arg) => /^\/[ckr]$/i.test(arg))
  if (at < 0) {
    runsInput(call.input, `| ${call.name}`, on)
    return NO_FLOW
  }
  return on.run(call.args.slice(at + 1).join(' '), 'cmd')
}

/** `iex (irm …)`, `irm … | iex` */
const invokeExpression: Program = (call, on) => {
  if (runsInput(joinFlows(call.input, call.argumentFlow), call.name, on)) return NO_FLOW
  return on.run(call.args.join(' '), 'powershell')
}

const startProcess: Program = (call, on) => {
  const program = call.args.find(
    (arg, i) => !arg.startsWith('-') && !/^-(?:windowstyle|verb|workingdirectory)$/i.test(call.args[i - 1] ?? ''),
  )
  const argumentsAt = call.args.findIndex((arg) => /^-arg/i.test(arg))
  if (program === undefined) return NO_FLOW
  on.runsFile(program, 'Start-Process')
  return on.run([program, ...(argumentsAt < 0 ? [] : call.args.slice(argumentsAt + 1))].join(' '), call.dialect)
}

/** Downloads of PowerShell: Invoke-WebRequest and its aliases. */
const webRequest: Program = (call, on) => {
  let from: string | null = null
  const method = call.args.find((_, i) => /^-method$/i.test(call.args[i - 1] ?? ''))?.toUpperCase() ?? 'GET'
  const out = call.args.find((_, i) => /^-o(?:utfile|ut)?$/i.test(call.args[i - 1] ?? ''))
  for (const arg of call.args) {
    const url =
      hostOfUrl(arg) ??
      (/^[\w-]{1,63}(?:\.[\w-]{1,63})+\/[^\s]{0,2000}$/.test(arg) && arg !== out ? hostOfUrl(`https://${arg}`) : null)
    if (url === null) continue
    from = url.host
    reachUrl(url, method, joinFlows(call.input, call.argumentFlow), on)
    if (method === 'GET') on.downloads = true
  }
  if (from === null && call.args.some((arg) => arg.includes('{}') || arg.startsWith('$'))) from = '{}'
  if (out !== undefined) {
    on.path(out, 'write')
    on.downloaded.add(out.replace(/^\.[\\/]/, ''))
  }
  return { sources: [], net: out === undefined ? from : null, decoded: false }
}

export const INTERPRETER_PROGRAMS: readonly (readonly [names: readonly string[], program: Program])[] = [
  [['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash', 'fish', 'rbash'], shell],
  [['source', '.'], source],
  [['eval'], evaluate],
  [['node', 'nodejs', 'bun', 'deno', 'tsx', 'ts-node', 'electron'], javascript],
  [['python', 'python2', 'python3', 'py', 'perl', 'ruby', 'php', 'osascript', 'lua', 'pypy3'], foreign],
  [['powershell', 'pwsh'], powershell],
  [['cmd'], cmd],
  [['iex', 'invoke-expression'], invokeExpression],
  [['start-process', 'saps'], startProcess],
  [['irm', 'iwr', 'invoke-webrequest', 'invoke-restmethod'], webRequest],
]
