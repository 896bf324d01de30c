/** `bun` and `bunx`. Facts from Bun's documentation and its `bunx_command`. Pure. */
import type { Arg } from './arg.js'
import { npmInitializer } from './create.js'
import { namedPackages } from './named-packages.js'
import { commandName } from './normalise.js'
import { projectScript } from './npm.js'
import { listed, type Option, optionValue, walkOptions } from './options.js'
import { isScriptFile, joinPath } from './paths.js'
import { redactCommand } from './redact.js'
import {
  INLINE_CODE,
  LOCAL_FILE,
  localLaunch,
  otherUse,
  type Resolution,
  type Runner,
  type Surroundings,
  unknownLaunch,
} from './resolution.js'

/** Of `bun` and `bun run`. Source: the tables of parameters in Bun's `Arguments`. */
const VALUES = listed(`
  --cwd -c --config --env-file --main-fields --extension-order --tsconfig-override -d --define --drop --feature -l --loader
  --jsx-factory --jsx-fragment --jsx-import-source --jsx-runtime --watch-kill-signal -r --preload --require --import
  --cpu-prof-name --cpu-prof-dir --cpu-prof-interval --heap-prof-name --heap-prof-dir --heap-prof-interval --install
  -e --eval -p --print --port -u --origin --conditions --fetch-preconnect --max-http-header-size --dns-result-order
  --redirect-warnings --disable-warning --title --unhandled-rejections --console-depth --user-agent --cron-title
  --cron-period --trace-event-categories --trace-event-file-pattern --stack-trace-limit -F --filter --shell --elide-lines
  --registry --cache-dir
`)
const BUNX_VALUES = listed('-p --package')
const CREATE = new Set(['create', 'c'])
const ADD = new Set(['add', 'a', 'install', 'i'])
/** Commands that start nothing. */
const OTHER = listed(
  'remove rm update link unlink pm build init upgrade outdated publish patch audit info why repl test',
)

export const readBunx: Runner = (words) => {
  const { options, rest } = walkOptions(words, BUNX_VALUES)
  return namedPackages('bunx', options, rest, { naming: ['-p', '--package'], rename: holderOfTsc })
}

/** Bun itself takes `tsc` for the package that holds it. */
const holderOfTsc = (spec: string): string => spec.replace(/^tsc(?=@|$)/, 'typescript')

export const readBun: Runner = (words, surroundings) => {
  const { options, rest } = walkOptions(words, VALUES)
  const [command, ...after] = rest
  const name = command?.text ?? ''
  if (name === 'x') return readBunx(after, surroundings)
  if (CREATE.has(name)) {
    const walked = walkOptions(after, VALUES)
    return namedPackages('bun create', [...options, ...walked.options], walked.rest, { rename: npmInitializer })
  }
  if (ADD.has(name) && walkOptions(after, VALUES).rest.length > 0) {
    const walked = walkOptions(after, VALUES)
    return namedPackages('bun add', [...options, ...walked.options], walked.rest, { installs: true })
  }
  if (ADD.has(name) || OTHER.has(name)) {
    return otherUse('bun')
  }
  if (optionValue(options, '-e', '--eval', '-p', '--print')) return localLaunch('bun', null, INLINE_CODE)
  if (command === undefined) return unknownLaunch('bun', 'it names nothing to start')
  const run = name === 'run' ? walkOptions(after, VALUES) : { options: [], rest }
  return started(run.rest, [...options, ...run.options], surroundings)
}

/** A file, a script of the project, or the program of a dependency. */
function started(words: readonly Arg[], options: readonly Option[], { isKnown }: Surroundings): Resolution {
  const [target] = words
  if (!target) return unknownLaunch('bun', 'it names nothing to start')
  const cwd = optionValue(options, '--cwd')
  if (target.text === '-') return unknownLaunch('bun', 'it reads its code from its input')
  if (/[\\/]/.test(target.text) || isScriptFile(target.text)) {
    const path = joinPath(cwd?.text ?? null, target.text)
    return localLaunch('bun', redactCommand(target.text), LOCAL_FILE, { type: 'file', path })
  }
  if (isKnown(commandName(target.text))) return { kind: 'command', wrapper: 'bun', words, cwd }
  const elsewhere = options.some(({ name }) => name === '--filter' || name === '-F')
  return projectScript('bun', target.text, elsewhere ? null : (cwd ?? undefined))
}
