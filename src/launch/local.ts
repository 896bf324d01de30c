/** Node and other interpreters with a file, shells' scripts, and programs of the machine. Pure. */
import type { LocalProgram } from '../model.js'
import type { Arg } from './arg.js'
import { listed, optionValue, walkOptions } from './options.js'
import { isScriptFile } from './paths.js'
import { redactCommand, redactSpec } from './redact.js'
import {
  INLINE_CODE,
  LOCAL_FILE,
  LOCAL_PROGRAM,
  localLaunch,
  type OtherResolution,
  PROJECT_SCRIPT,
  type Runner,
  unknownLaunch,
} from './resolution.js'

/** Of Node, tsx, ts-node, nodemon and their kin. Source: `node --help`, the tools' own help. */
const NODE_VALUES = listed(`
  -r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists --title
  --icu-data-dir --openssl-config --watch-path --watch-kill-signal --disable-warning --diagnostic-dir
  --redirect-warnings --report-dir --report-directory --report-filename --report-signal --trace-event-categories
  --trace-event-file-pattern --tls-cipher-list --tls-keylog --unhandled-rejections --dns-result-order --input-type
  --inspect-port --debug-port --inspect-publish-uid --heapsnapshot-signal --heapsnapshot-near-heap-limit
  --max-http-header-size --secure-heap --secure-heap-min --localstorage-file --cpu-prof-dir --cpu-prof-name
  --cpu-prof-interval --heap-prof-dir --heap-prof-name --heap-prof-interval --experimental-default-type
  --experimental-config-file --build-snapshot-config --experimental-sea-config --network-family-autoselection-attempt-timeout
  --v8-pool-size --disable-proto --test-name-pattern --test-reporter --run
  -P --project --tsconfig -O --compiler-options --compiler -I --ignore -D --ignore-diagnostics --cwd --include --exclude
`)
const NODEMON_VALUES = listed(`
  -w --watch -e --ext -x --exec -i --ignore -d --delay -s --signal -C --config --cwd -r --require --import --loader
`)
const INLINE = new Set(['-e', '--eval', '-p', '--print', '-pe'])
/** npm's and pnpm's own programs, started through Node by their path. */
const RUNNER_FILES: ReadonlyMap<string, string> = new Map([
  ['npx-cli.js', 'npx'],
  ['npm-cli.js', 'npm'],
  ['pnpm.cjs', 'pnpm'],
  ['pnpm.mjs', 'pnpm'],
  ['pnpx.cjs', 'pnpx'],
  ['yarn.js', 'yarn'],
  ['yarn.cjs', 'yarn'],
  ['corepack.js', 'corepack'],
])

/** Programs that start a file of JavaScript or TypeScript. */
export const SCRIPT_RUNNERS = [
  ...['node', 'nodejs', 'tsx', 'ts-node', 'ts-node-esm', 'ts-node-script', 'ts-node-transpile-only'],
  ...['nodemon', 'vite-node', 'jiti', 'esno', 'esmo', 'babel-node', 'swc-node'],
]

/** `node`, `tsx`, `ts-node`: a file after options. */
export const readScriptRunner =
  (runner: string): Runner =>
  (words) => {
    const nodemon = runner === 'nodemon'
    const { options, rest } = walkOptions(words, nodemon ? NODEMON_VALUES : NODE_VALUES)
    const [file, ...args] =
      runner === 'tsx' && rest[0]?.text === 'watch' ? walkOptions(rest.slice(1), NODE_VALUES).rest : rest
    const script = optionValue(options, '--run')
    if (script) return localLaunch(runner, null, PROJECT_SCRIPT, { type: 'package', folder: '.', script: script.text })
    const exec = nodemon ? optionValue(options, '-x', '--exec') : null
    if (exec && /\s/.test(exec.text)) return { kind: 'script', runner, script: exec }
    if (!nodemon && options.some(({ name }) => INLINE.has(name))) return localLaunch(runner, null, INLINE_CODE)
    if (!file) return unknownLaunch(runner, 'it names nothing to start')
    if (file.text === '-') return unknownLaunch(runner, 'it reads its code from its input')
    const program = RUNNER_FILES.get(file.text.split(/[\\/]/).at(-1) ?? '')
    if (program) return { kind: 'command', words: [{ ...file, text: program }, ...args] }
    const path = { type: 'file', path: file.text } as const
    return localLaunch(runner, redactSpec(file.text), installedPackage(file.text) ?? LOCAL_FILE, path)
  }

/** `…/node_modules/@scope/name/dist/x.js` is a copy that was installed before: its version is on this machine alone. */
function installedPackage(path: string): string | null {
  const inside = path
    .split(/[\\/]node_modules[\\/]/)
    .slice(1)
    .at(-1)
  const name = inside && /^(@[^\\/]+[\\/])?[^\\/]+/.exec(inside)?.[0].replaceAll('\\', '/')
  if (!name || name === '.bin') return null
  return `it is a copy of "${redactSpec(name)}" installed on this machine, and only releases are audited`
}

/** Any other command. */
export function readProgram(command: Arg): OtherResolution {
  const shown = redactCommand(command.text)
  const runner = shown.split(/[\\/]/).at(-1) || shown
  const installed = installedPackage(command.text)
  return localLaunch(runner, shown, installed ?? LOCAL_PROGRAM, scriptAt(command.text))
}

/** A script that is itself the command: told by its ending, or since it stands among installed packages. */
const scriptAt = (path: string): LocalProgram | null =>
  isScriptFile(path) || /(^|[\\/])node_modules[\\/]/.test(path) ? { type: 'file', path } : null

/** A shell with a file: with `-c` it is a wrapper. */
export const readShellScript =
  (shell: string): Runner =>
  (words) => {
    const { options, rest } = walkOptions(
      words,
      listed('-o +o --rcfile --init-file -executionpolicy -ExecutionPolicy -File -file -f'),
    )
    const file = optionValue(options, '-File', '-file', '-f') ?? rest.find(({ text }) => !text.startsWith('+'))
    if (file === undefined) return unknownLaunch(shell, 'its shell reads its commands from its input')
    return localLaunch(
      shell,
      redactCommand(file.text),
      'it is a shell script of this machine, and not a release that could be compared',
    )
  }

/** Other languages' interpreters with a file. */
export const readInterpreter =
  (runner: string, values: string, inline: string): Runner =>
  (words) => {
    const { options, rest } = walkOptions(words, listed(values))
    const code = listed(inline)
    if (options.some(({ name }) => code.has(name))) return localLaunch(runner, null, INLINE_CODE)
    if (!rest[0]) return unknownLaunch(runner, 'it names nothing to start')
    return localLaunch(runner, redactCommand(rest[0].text), LOCAL_FILE)
  }
