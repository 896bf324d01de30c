/** Programs that read, write, move and delete files, and those that pass data on. */
import { draft } from '../draft.js'
import {
  type Flow,
  type Invocation,
  joinAll,
  joinFlows,
  NO_FLOW,
  optionValue,
  type Program,
  type Study,
} from './command-study.js'
import { secretPath, shownPath } from './paths.js'

const operandsOf = (call: Invocation): string[] => call.args.filter((arg) => !/^-./.test(arg))

/** Each operand that is a secret is read. */
function readOperands(operands: readonly string[], on: Study): Flow {
  const flows: Flow[] = []
  for (const path of operands.slice(0, 500)) {
    if (secretPath(path) !== null) on.path(path, 'read')
    flows.push(on.fromFile(path))
  }
  return joinAll(flows)
}

/** cat, head, grep, jq …: what comes in and what they read goes out. */
const reader: Program = (call, on) => {
  if (call.name === 'sed' && call.args.some((arg) => /^-[a-z]*i|^--in-place/.test(arg))) {
    const file = operandsOf(call).at(-1)
    if (file !== undefined) on.path(file, 'write')
  }
  const flow = joinFlows(call.input, call.argumentFlow, readOperands(operandsOf(call), on))
  return decodes(call) ? { ...flow, decoded: true } : flow
}

function decodes(call: Invocation): boolean {
  if (call.name === 'base64' || call.name === 'base32' || call.name === 'gbase64' || call.name === 'uudecode')
    return call.name === 'uudecode' || call.args.some((arg) => /^(?:-[a-zA-Z]*[dD]|--decode)$/.test(arg))
  if (call.name === 'xxd') return call.args.some((arg) => /^-[a-z]*r/.test(arg))
  return call.name === 'rev'
}

/** The text of echo and printf is no path; its secrets are in the substitutions. */
const echo: Program = (call) => call.argumentFlow

const copy: Program = (call, on) => {
  const operands = operandsOf(call)
  const target = optionValue(call.args, '-t', '--target-directory') ?? operands.at(-1)
  const sources = target === operands.at(-1) ? operands.slice(0, -1) : operands
  const flow = call.name === 'ln' ? NO_FLOW : readOperands(sources, on)
  if (target !== undefined && operands.length > 1) on.path(target, 'write')
  for (const source of sources) if (on.downloaded.has(source) && target !== undefined) on.downloaded.add(target)
  return flow
}

const writer: Program = (call, on) => {
  for (const path of operandsOf(call).slice(0, 100)) on.path(path, 'write')
  return joinFlows(call.input, call.argumentFlow)
}

/** dd if=… of=… */
const dd: Program = (call, on) => {
  let flow = call.input
  for (const arg of call.args) {
    if (arg.startsWith('if=')) flow = joinFlows(flow, readOperands([arg.slice(3)], on))
    if (arg.startsWith('of=')) on.path(arg.slice(3), 'write')
  }
  return flow
}

const remove: Program = (call, on) => {
  const windows = call.args.some((arg) => /^\/[sqf]$/i.test(arg))
  const recursive =
    call.args.some((arg) => /^(?:-[a-qs-z]*r[a-z]*|--recursive|-recurse|\/s)$/i.test(arg)) || call.name === 'rimraf'
  for (const path of call.args) {
    if (/^-/.test(path) || (windows && /^\/[a-z]$/i.test(path))) continue
    const value = shownPath(path)
    on.add(draft('fs.delete', value, { path: value, recursive }))
  }
  return NO_FLOW
}

/** find: what it looks for, and the command that it runs for each. */
const find: Program = (call, on) => {
  const { args } = call
  const flows: Flow[] = [call.argumentFlow]
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '-exec' || arg === '-execdir' || arg === '-ok') {
      let end = i + 1
      while (end < args.length && !/^(?:\\?;|\+)$/.test(args[end] ?? '')) end++
      flows.push(on.argv(args.slice(i + 1, end), call.dialect))
      i = end
    } else if (arg === '-delete') {
      const value = shownPath(args[0] ?? '{}')
      on.add(draft('fs.delete', value, { path: value, recursive: true }))
    } else if (/^-i?(?:name|path)$/.test(arg)) {
      const name = (args[i + 1] ?? '').replace(/^\*\/?|\*$/g, '')
      if (secretPath(name) !== null) {
        on.path(name, 'read')
        flows.push(on.fromFile(name))
      }
    }
  }
  return joinAll([...flows, readOperands(operandsOf(call).slice(0, 5), on)])
}

/** xargs and parallel run their operands with what comes in. */
const xargs: Program = (call, on) => {
  const at = call.args.findIndex(
    (arg, i) => !arg.startsWith('-') && !/^-[a-zA-Z]*[InPLdsE]$/.test(call.args[i - 1] ?? ''),
  )
  return at < 0 ? call.input : joinFlows(on.argv(call.args.slice(at), call.dialect, call.input), call.input)
}

/** 7z, zip, tar: the archive is written, the rest is read. */
const archive: Program = (call, on) => {
  const file =
    optionValue(call.args, '-f', '--file') ??
    call.args.find((_, i) => i > 0 && /^-?[a-z]*f$/.test(call.args[i - 1] ?? ''))
  const extracts = call.args.some(
    (arg, i) => /^(?:-{1,2}extract|--get)$/.test(arg) || (i === 0 && /^-?[a-z]*x/.test(arg)),
  )
  const operands = operandsOf(call)
  if (extracts) return call.input
  const archiveName = call.name === 'tar' || call.name === 'bsdtar' ? file : operands[0]
  const flow = joinFlows(
    call.input,
    readOperands(
      operands.filter((path) => path !== archiveName),
      on,
    ),
  )
  if (archiveName !== undefined && archiveName !== '-' && operands.length > 1) on.path(archiveName, 'write')
  return flow
}

/** Whatever else runs: a secret path among its arguments is worth a mention. */
export const unknownProgram: Program = (call, on) => {
  const flows: Flow[] = [call.input, call.argumentFlow]
  for (const arg of call.args.slice(0, 500)) {
    const path = /^-{1,2}[\w-]{1,40}=(.{1,4096})$/s.exec(arg)?.[1] ?? arg
    if (!/[./\\]/.test(path) || path.length > 4096) continue
    on.path(path, 'mention')
    flows.push(on.fromFile(path))
  }
  return joinAll(flows)
}

/** `for name in words` */
const loop: Program = (call, on) => {
  if (call.args[1] === 'in') on.loop(call.args[0] ?? '', call.words.slice(2))
  return NO_FLOW
}

/** Reads nothing, changes nothing that concerns us. */
const silent: Program = (call) => joinFlows(call.input, call.argumentFlow)

export const FILE_PROGRAMS: readonly (readonly [names: readonly string[], program: Program])[] = [
  [
    [
      ...[
        'cat',
        'tac',
        'less',
        'more',
        'head',
        'tail',
        'nl',
        'od',
        'xxd',
        'hexdump',
        'strings',
        'base64',
        'gbase64',
        'base32',
      ],
      ...[
        'uudecode',
        'uuencode',
        'grep',
        'egrep',
        'fgrep',
        'zgrep',
        'rg',
        'ag',
        'awk',
        'gawk',
        'sed',
        'sort',
        'uniq',
        'cut',
      ],
      ...[
        'paste',
        'tr',
        'jq',
        'yq',
        'wc',
        'gzip',
        'gunzip',
        'zcat',
        'bzip2',
        'xz',
        'zstd',
        'gpg',
        'rev',
        'diff',
        'type',
      ],
      ...[
        'get-content',
        'gc',
        'select-string',
        'findstr',
        'bat',
        'source-highlight',
        'column',
        'fold',
        'sha256sum',
        'md5sum',
      ],
    ],
    reader,
  ],
  [['echo', 'printf', 'write-output', 'write-host', 'write-error'], echo],
  [['cp', 'mv', 'install', 'ln', 'copy', 'xcopy', 'robocopy', 'move', 'copy-item', 'move-item', 'mklink'], copy],
  [['tee', 'touch', 'truncate', 'set-content', 'add-content', 'out-file', 'new-item'], writer],
  [['dd'], dd],
  [['for'], loop],
  [['rm', 'rmdir', 'unlink', 'shred', 'srm', 'rimraf', 'del', 'erase', 'rd', 'remove-item', 'ri', 'del-cli'], remove],
  [['find', 'fd', 'locate', 'mdfind'], find],
  [['xargs', 'parallel'], xargs],
  [['tar', 'bsdtar', 'zip', '7z', '7za', 'rar', 'compress-archive'], archive],
  [
    [
      ...[
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
        'sleep',
      ],
      ...[
        'shopt',
        'getopts',
        'let',
        'case',
        'select',
        'in',
        'esac',
        'rem',
        'setlocal',
        'endlocal',
        'goto',
        'pause',
        'title',
      ],
      ...[
        'mkdir',
        'which',
        'where',
        'basename',
        'dirname',
        'realpath',
        'readlink',
        'pwd',
        'date',
        'seq',
        'expr',
        'ls',
        'dir',
        'stat',
      ],
      ...['@echo', 'chmod', 'chown', 'mktemp', 'tput', 'clear', 'cls'],
    ],
    silent,
  ],
]
