/** `yarn`, classic and modern. Facts from the documentation of Yarn 1 and Yarn 4. Pure. */
import { npmInitializer } from './create.js'
import { namedPackages } from './named-packages.js'
import { commandName } from './normalise.js'
import { projectScript } from './npm.js'
import { listed, optionValue, walkOptions } from './options.js'
import { redactCommand } from './redact.js'
import { localLaunch, otherUse, PROJECT_PROGRAM, type Runner, unknownLaunch } from './resolution.js'

const GLOBAL_VALUES = listed('--cwd --registry --cache-folder --modules-folder --global-folder --use-yarnrc')
const DLX_VALUES = listed('-p --package')
const RUN_VALUES = listed('-p --package --require --inspect --inspect-brk --inspect-wait')
/** Commands that start nothing, or that nothing is known of. */
const OTHER = listed(`
  install add remove upgrade up why info config cache link unlink init pack publish audit outdated list global version
  versions import workspaces plugin set constraints dedupe rebuild patch patch-commit npm stage search explain
`)

export const readYarn: Runner = (words, { isKnown }) => {
  const { options, rest } = walkOptions(words, GLOBAL_VALUES)
  const [command, ...after] = rest
  const cwd = optionValue(options, '--cwd')
  const name = command?.text ?? ''
  if (name === 'dlx') {
    const walked = walkOptions(after, DLX_VALUES)
    return namedPackages('yarn dlx', [...options, ...walked.options], walked.rest, { naming: ['-p', '--package'] })
  }
  if (name === 'create') {
    const walked = walkOptions(after, DLX_VALUES)
    return namedPackages('yarn create', [...options, ...walked.options], walked.rest, { rename: npmInitializer })
  }
  if (name === 'workspace' || name === 'workspaces') {
    return localLaunch('yarn workspace', null, PROJECT_PROGRAM)
  }
  const adds = name === 'add' ? after : name === 'global' && after[0]?.text === 'add' ? after.slice(1) : []
  const added = walkOptions(adds, GLOBAL_VALUES)
  if (added.rest.length > 0) {
    return namedPackages('yarn add', [...options, ...added.options], added.rest, { installs: true })
  }
  if (command === undefined || OTHER.has(name)) {
    return otherUse('yarn')
  }
  const written = name === 'run' || name === 'exec' || name === 'node'
  const operands = written ? walkOptions(after, RUN_VALUES).rest : [command, ...after]
  const [target, ...args] = operands
  if (!target) return unknownLaunch('yarn', 'it names nothing to start')
  if (name === 'node') return { kind: 'command', wrapper: 'yarn', words: [command, ...after], cwd }
  if (name !== 'run' && isKnown(commandName(target.text))) {
    return { kind: 'command', wrapper: 'yarn', words: [target, ...args], cwd }
  }
  if (name === 'exec') return localLaunch('yarn exec', redactCommand(target.text), PROJECT_PROGRAM)
  return projectScript('yarn', target.text, cwd ?? undefined)
}
