/** `pnpm`. Facts from pnpm 10's and 12's own help and option types. Pure. */
import type { Arg } from './arg.js'
import { pnpmInitializer } from './create.js'
import { namedPackages } from './named-packages.js'
import { commandName } from './normalise.js'
import { projectScript } from './npm.js'
import { listed, type Option, optionValue, walkOptions } from './options.js'
import { redactCommand } from './redact.js'
import { localLaunch, otherUse, PROJECT_PROGRAM, type Resolution, type Runner, unknownLaunch } from './resolution.js'

const VALUES = listed(`
  --package --allow-build --cpu --os --libc -C --dir --prefix --registry --filter -F --filter-prod
  --changed-files-ignore-pattern --test-pattern --reporter --loglevel --store-dir --state-dir --cache-dir --global-dir
  --global-bin-dir --virtual-store-dir --modules-dir --workspace-dir --workspace-packages --npmrc-auth-file --userconfig
  --env-file --use-node-version --resume-from --workspace-concurrency --child-concurrency --network-concurrency
  --fetch-retries --fetch-timeout --node-options --script-shell --pnpmfile --global-pnpmfile --lockfile-dir
  --catalog --save-catalog-name --trust-policy --minimum-release-age --https-proxy --http-proxy --proxy --no-proxy --tag
  --globalconfig --package-import-method
`)
const INSTALL = new Set(['add', 'install', 'i'])
/** Commands that start nothing. */
const OTHER = listed(`
  update up upgrade remove rm uninstall un link ln unlink import rebuild rb prune fetch install-test it patch
  patch-commit patch-remove audit list ls ll outdated why licenses store server publish pack config c get set env init
  deploy doctor root bin setup self-update approve-builds ignored-builds cat-file cat-index find-hash cache dedupe ci
  help login logout whoami view info owner
`)

export const readPnpm: Runner = (words, { isKnown }) => {
  const { options, rest } = walkOptions(words, VALUES)
  const [command, ...after] = rest
  const name = command?.text ?? ''
  if (name === 'dlx') return dlx(after, options)
  if (name === 'create') {
    const walked = walkOptions(after, VALUES)
    return namedPackages('pnpm create', [...options, ...walked.options], walked.rest, { rename: pnpmInitializer })
  }
  if (INSTALL.has(name)) {
    const walked = walkOptions(after, VALUES)
    if (walked.rest.length > 0) {
      return namedPackages('pnpm add', [...options, ...walked.options], walked.rest, { installs: true })
    }
  }
  if (command === undefined || INSTALL.has(name) || OTHER.has(name)) {
    return otherUse('pnpm')
  }
  return ofProject(command, after, options, isKnown)
}

/** `pnpm run x`, `pnpm exec x`, and `pnpm x`, which is the script of that name, or else the dependency's program. */
function ofProject(
  command: Arg,
  after: readonly Arg[],
  globals: readonly Option[],
  isKnown: (name: string) => boolean,
): Resolution {
  const written = ['run', 'run-script', 'exec'].includes(command.text)
  const walked = written ? walkOptions(after, VALUES) : { options: [], rest: [command, ...after] }
  const options = [...globals, ...walked.options]
  const [target, ...args] = walked.rest
  if (!target) return unknownLaunch('pnpm', 'it names nothing to start')
  const cwd = optionValue(options, '-C', '--dir', '--prefix')
  const elsewhere = options.some(({ name }) =>
    /^(-F|--filter|--filter-prod|-r|--recursive|-w|--workspace-root)$/.test(name),
  )
  const runs = command.text !== 'run' && command.text !== 'run-script'
  if (runs && isKnown(commandName(target.text))) {
    return { kind: 'command', wrapper: 'pnpm', words: [target, ...args], cwd, elsewhere }
  }
  if (command.text === 'exec') return localLaunch('pnpm exec', redactCommand(target.text), PROJECT_PROGRAM)
  return projectScript('pnpm', target.text, elsewhere ? null : (cwd ?? undefined))
}

export const readPnpx: Runner = (words) => dlx(words, [])

/** `-c` (`--shell-mode`) stands alone: the line that it runs is made of the operands. */
function dlx(words: readonly Arg[], globals: readonly Option[]): Resolution {
  const { options, rest } = walkOptions(words, VALUES)
  const named = namedPackages('pnpm dlx', [...globals, ...options], rest, { naming: ['--package'] })
  const inShell = options.some(({ name }) => name === '-c' || name === '--shell-mode')
  return named.kind === 'packages' && named.bin && inShell ? { ...named, script: named.bin } : named
}
