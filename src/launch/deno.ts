/** `deno run`, `deno x` and the file or package that they start. Facts from `deno run --help=full` of Deno 2. Pure. */
import { type Arg, slice } from './arg.js'
import { projectScript } from './npm.js'
import { listed, type Option, optionValue, optionValues, walkOptions } from './options.js'
import { redactCommand, redactSpec, redactUrl } from './redact.js'
import { INLINE_CODE, LOCAL_FILE, localLaunch, type Resolution, type Runner, unknownLaunch } from './resolution.js'

/** Others take their value behind `=` alone: `--allow-net=a`. */
const VALUES = listed(`
  -c --config -L --log-level --import-map --lock --cert --seed --ext --node-modules-linker --location --preload
  --require --conditions --min-dep-age --minimum-dependency-age --inspect-publish-uid --cwd --port --host
`)
/** `--env-file` takes its value behind `=`; older versions took the next word. */
const SPACED_FILE = /^--env-file$/
const RUN = new Set(['run', 'serve', 'watch'])

export const readDeno: Runner = (words, surroundings) => {
  const globals = walkDeno(words)
  const [command, ...after] = globals.rest
  const name = command?.text ?? ''
  if (name === 'x') return readDenoX(after, surroundings)
  if (name === 'eval') return localLaunch('deno', null, INLINE_CODE)
  if (name === 'task') {
    const task = walkDeno(after)
    const [script] = task.rest
    if (!script) return unknownLaunch('deno', 'it names nothing to start')
    return projectScript('deno task', script.text, optionValue(task.options, '--cwd') ?? undefined)
  }
  const run = RUN.has(name) ? walkDeno(after) : globals
  const [file, ...args] = run.rest
  if (file === undefined) return unknownLaunch('deno', 'it names nothing to start')
  return started('deno run', file, args)
}

/** `deno x`, `dx`: a bare name is npm's. */
export const readDenoX: Runner = (words) => {
  const { options, rest } = walkOptions(words, new Set([...VALUES, '-p', '--package']))
  const [first, ...args] = rest
  const [given] = optionValues(options, '-p', '--package')
  const spec = given ?? first
  if (!spec) return unknownLaunch('deno x', 'it names no package')
  if (/^(npm:|jsr:|https?:|[.~]?[\\/])/.test(spec.text)) {
    const resolution = started('deno x', spec, args)
    return given && resolution.kind === 'packages' ? { ...resolution, bin: first } : resolution
  }
  return { kind: 'packages', ecosystem: 'npm', runner: 'deno x', specs: [spec], ...(given ? { bin: first } : {}), args }
}

function walkDeno(words: readonly Arg[]): { readonly options: readonly Option[]; readonly rest: readonly Arg[] } {
  const { options, rest } = walkOptions(words, VALUES)
  const [first, ...others] = rest
  // `--env-file .env main.ts`, as it was: no module is called like that.
  const spaced = SPACED_FILE.test(options.at(-1)?.name ?? '') && /(^|[\\/])\.env[\w.-]*$/.test(first?.text ?? '')
  if (!spaced) return { options, rest }
  const further = walkDeno(others)
  return { options: [...options, ...further.options], rest: further.rest }
}

/** A specifier is `npm:@scope/name@version/path`, `jsr:…`, a URL, or a file. */
function started(runner: string, file: Arg, args: readonly Arg[]): Resolution {
  const [, prefix, spec] = /^(npm:\/?)((?:@[^/]+\/)?[^/]+)/.exec(file.text) ?? []
  if (prefix !== undefined && spec !== undefined) {
    const only = slice(file, prefix.length, prefix.length + spec.length)
    return { kind: 'packages', ecosystem: 'npm', runner, specs: [only], args }
  }
  if (/^jsr:/.test(file.text))
    return unknownLaunch(runner, 'packages of JSR are not audited yet', redactSpec(file.text))
  if (/^https?:/.test(file.text)) return unknownLaunch(runner, 'code from a URL is not audited', redactUrl(file.text))
  if (file.text === '-') return unknownLaunch(runner, 'it reads its code from its input')
  return localLaunch(runner, redactCommand(file.text), LOCAL_FILE, { type: 'file', path: file.text })
}
