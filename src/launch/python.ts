/** Python itself, `pip` and `pipx`. PyPI is not audited yet: packages are named, nothing is looked up. Pure. */
import { type Arg, slice } from './arg.js'
import { listed, type Option, optionValue, optionValues, walkAll, walkOptions } from './options.js'
import { redactCommand } from './redact.js'
import {
  INLINE_CODE,
  LOCAL_FILE,
  localLaunch,
  otherUse,
  type Resolution,
  type Runner,
  unknownLaunch,
} from './resolution.js'
import { splitShell } from './shell.js'
import { PIP_VALUES, PIPX_VALUES } from './uv-flags.js'

/** Python's own: they end at what is started. */
const PYTHON_VALUES = listed('-W -X --check-hash-based-pycs')
/** Modules that are runners themselves. */
const RUNNER_MODULES = new Set(['uv', 'uvx', 'pip', 'pipx', 'poetry', 'pdm', 'hatch'])

/** A module's name need not be that of a distribution, so `python -m name` names no package. */
export const readPython: Runner = (words) => {
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Arg
    const { text } = word
    if (PYTHON_VALUES.has(text)) {
      i += 1
      continue
    }
    // Letters may stand together: `-Im module`, `-uc code`. The first of `m` and `c` ends them.
    const [whole, letter] = /^-[a-zA-Z]*?([mc])/.exec(text) ?? []
    if (whole !== undefined && letter !== undefined && !text.startsWith('--') && !/^-[WX]/.test(text)) {
      if (letter === 'c') return localLaunch('python', null, INLINE_CODE)
      const attached = text.length > whole.length
      const module = attached ? slice(word, whole.length) : words[i + 1]
      if (!module) return unknownLaunch('python', 'it names nothing to start')
      const args = words.slice(attached ? i + 1 : i + 2)
      if (RUNNER_MODULES.has(module.text)) return { kind: 'command', wrapper: 'python', words: [module, ...args] }
      return localLaunch('python', redactCommand(module.text), 'it is a Python module installed on this machine')
    }
    if (text === '--') continue
    if (text === '-') return unknownLaunch('python', 'it reads its code from its input')
    if (!text.startsWith('-')) return localLaunch('python', redactCommand(text), LOCAL_FILE)
  }
  return unknownLaunch('python', 'it names nothing to start')
}

export const isPython = (name: string): boolean => /^(python|pypy)[\d.]*w?$|^py$/.test(name)

/** `pip install`: flags may stand anywhere. */
export const readPip: Runner = (words) => {
  const { rest } = walkOptions(words, PIP_VALUES)
  const [command, ...after] = rest
  return command?.text === 'install' ? readInstall('pip install', after, PIP_VALUES) : otherUse('pip')
}

/** What an installer is given: packages, files of requirements, indexes. */
export function readInstall(runner: string, words: readonly Arg[], values: ReadonlySet<string>): Resolution {
  const { options, operands: specs } = walkAll(words, values)
  const files = optionValues(options, '-r', '--requirement', '--requirements', '--with-requirements')
  const beside = optionValues(options, '-e', '--editable', '--with', '-w')
  if (specs.length === 0 && beside.length === 0) return otherUse(runner, 'it installs what a file lists')
  return {
    kind: 'packages',
    ecosystem: 'pypi',
    runner,
    specs: [...specs, ...beside],
    args: [],
    indexes: indexesOf(options),
    installs: true,
    ...(files.length > 0 ? { remark: 'it installs further packages that a file lists' } : {}),
  }
}

/** The indexes of a command, the one that is asked first in front: the default one is asked last. */
export const indexesOf = (options: readonly Option[]): readonly Arg[] => [
  ...optionValues(options, '--index', '--extra-index-url'),
  ...optionValues(options, '--default-index', '--index-url', '-i'),
  ...optionValues(options, '--find-links', '-f'),
]

export const readPipx: Runner = (words) => {
  const globals = walkOptions(words, PIPX_VALUES)
  const [command, ...after] = globals.rest
  if (command?.text === 'install') return readInstall('pipx install', after, PIPX_VALUES)
  if (command?.text !== 'run') return otherUse('pipx')
  const { options, rest } = walkOptions(after, PIPX_VALUES)
  const [app, ...args] = rest
  const spec = optionValue(options, '--spec') ?? app
  if (!spec) return unknownLaunch('pipx run', 'it names no package')
  if (/^https?:/i.test(spec.text) || /\.py$/i.test(spec.text)) {
    return localLaunch('pipx run', null, 'code from a file or URL is not audited')
  }
  return {
    kind: 'packages',
    ecosystem: 'pypi',
    runner: 'pipx run',
    specs: [spec, ...optionValues(options, '--with')],
    bin: app,
    args,
    indexes: [...indexesOf(options), ...pipIndexes(optionValue(options, '--pip-args'))],
  }
}

/** `--pip-args='--index-url https://…'` */
function pipIndexes(line: Arg | null): readonly Arg[] {
  if (line === null) return []
  const words = splitShell(line, 'posix').tokens.flatMap((token) => (token.type === 'word' ? [token.arg] : []))
  return indexesOf(walkOptions(words, PIP_VALUES).options)
}
