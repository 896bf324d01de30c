/** `uvx`, `uv tool run` and `uv run`. PyPI is not audited yet: packages are named, nothing is looked up. Pure. */
import type { Arg } from './arg.js'
import { isOfProject } from './beside.js'
import { commandName } from './normalise.js'
import { flagsOf, type Option, optionValue, optionValues, walkOptions } from './options.js'
import { splitRequirements } from './pypi-spec.js'
import { indexesOf, isPython, readInstall, readPip } from './python.js'
import { redactCommand, redactUrl } from './redact.js'
import { LOCAL_FILE, localLaunch, otherUse, type Resolution, type Runner, unknownLaunch } from './resolution.js'
import { UV_GLOBAL_VALUES, UV_INSTALL_VALUES, UV_RUN_VALUES, UVX_VALUES } from './uv-flags.js'

export const readUvx: Runner = (words) => uvx(words, [])

function uvx(words: readonly Arg[], globals: readonly Option[]): Resolution {
  const walked = walkOptions(words, UVX_VALUES)
  const options = [...globals, ...walked.options]
  const [app, ...args] = walked.rest
  const from = optionValue(options, '--from')
  const beside = besides(options)
  const name = app?.text.split('@', 1)[0] ?? ''
  // `uvx python@3.12` starts an interpreter, and no package of that name.
  if (app && from === null && isPython(name)) {
    const python = { ...app, text: name, at: typeof app.at === 'number' ? app.at : app.at.slice(0, name.length) }
    if (beside.length === 0) return { kind: 'command', wrapper: 'uvx', words: [python, ...args] }
    return { ...packages('uvx', beside, options), starts: [python, ...args] }
  }
  const spec = from ?? app
  if (!spec) return unknownLaunch('uvx', 'it names no package')
  return { ...packages('uvx', [spec, ...beside], options), bin: app, args }
}

/** `--with a,b`: each a package beside the one that is started. */
const besides = (options: readonly Option[]): readonly Arg[] => [
  ...optionValues(options, '--with', '-w').flatMap(splitRequirements),
  ...optionValues(options, '--with-editable').flatMap(splitRequirements),
]

function packages(runner: string, specs: readonly Arg[], options: readonly Option[]) {
  const interpreter = optionValue(options, '--python', '-p')
  const remarks = [
    ...(optionValue(options, '--with-requirements') ? ['it starts with further packages that a file lists'] : []),
    ...(interpreter && isOfProject(interpreter.text) ? ["its interpreter is a file in the project's folder"] : []),
  ]
  return {
    kind: 'packages' as const,
    ecosystem: 'pypi' as const,
    runner,
    specs,
    args: [],
    indexes: indexesOf(options),
    flags: flagsOf(options),
    ...(remarks.length > 0 ? { remark: remarks.join('; ') } : {}),
  }
}

export const readUv: Runner = (words, surroundings) => {
  const { options, rest } = walkOptions(words, new Set([...UV_GLOBAL_VALUES, ...UV_RUN_VALUES]))
  const [command, next, ...after] = rest
  if (command?.text === 'tool' && (next?.text === 'run' || next?.text === 'install')) {
    return next.text === 'run' ? uvx(after, options) : readInstall('uv tool install', after, UV_INSTALL_VALUES)
  }
  if (command?.text === 'x') return uvx(rest.slice(1), options)
  if (command?.text === 'pip') return readPip(rest.slice(1), surroundings)
  if (command?.text !== 'run') return otherUse('uv')
  const run = walkOptions(rest.slice(1), UV_RUN_VALUES)
  return uvRun(run.rest, [...options, ...run.options], surroundings.isKnown)
}

/** What `uv run` starts: a file of Python, a module, or any command with the project's environment around it. */
function uvRun(words: readonly Arg[], options: readonly Option[], isKnown: (name: string) => boolean): Resolution {
  const [head, ...args] = words
  const cwd = optionValue(options, '--directory')
  const beside = besides(options)
  const files = optionValue(options, '--with-requirements')
  const has = (...names: readonly string[]): boolean => options.some(({ name }) => names.includes(name))
  const asCommand = head !== undefined && !has('-m', '--module', '-s', '--script') && isKnown(commandName(head.text))
  if (asCommand && beside.length === 0) return { kind: 'command', wrapper: 'uv', words, cwd }
  if (asCommand) return { ...packages('uv run', beside, options), starts: words }
  const shown = head ? redactCommand(head.text) : null
  const started = ofPython(head, shown, has('-m', '--module'))
  if (beside.length === 0 && files === null) return started
  if (beside.length === 0) return { ...started, reason: `${started.reason}; it starts with packages that a file lists` }
  const remark = `it starts \`${started.origin ?? 'python'}\` with them: ${started.reason}`
  const { remark: listing, ...resolution } = packages('uv run', beside, options)
  return { ...resolution, bin: head, args, remark: [remark, listing].filter(Boolean).join('; ') }
}

function ofPython(head: Arg | undefined, shown: string | null, module: boolean) {
  if (head === undefined) return unknownLaunch('uv run', 'it names nothing to start')
  if (module) return localLaunch('uv run', shown, 'it is a Python module installed on this machine')
  if (head.text === '-') return unknownLaunch('uv run', 'it reads its code from its input')
  if (/^https?:/i.test(head.text)) {
    return unknownLaunch('uv run', 'code from a URL is not audited', redactUrl(head.text))
  }
  return localLaunch('uv run', shown, LOCAL_FILE)
}
