/** `uvx`, `uv`, `pipx` and Python itself: read so far as to name what is started; PyPI is not audited yet. Pure. */
import type { Arg } from './arg.js'
import { optionValue, walkOptions } from './options.js'
import { redactCommand, redactSpec } from './redact.js'
import { LOCAL_FILE, localLaunch, type Resolution, unknownLaunch } from './resolution.js'

/** Options of `uv tool run` that take a value, as its own help lists them. */
const UV_VALUES = new Set([
  ...[
    '--from',
    '--with',
    '-w',
    '--with-editable',
    '--with-requirements',
    '--constraints',
    '-c',
    '--build-constraints',
    '-b',
  ],
  ...[
    '--overrides',
    '--env-file',
    '--index',
    '--default-index',
    '--index-url',
    '-i',
    '--extra-index-url',
    '--find-links',
  ],
  ...['-f', '--upgrade-package', '-P', '--reinstall-package', '--refresh-package', '--index-strategy'],
  ...[
    '--keyring-provider',
    '--config-setting',
    '-C',
    '--resolution',
    '--prerelease',
    '--fork-strategy',
    '--exclude-newer',
  ],
  ...['--link-mode', '--python', '-p', '--python-platform', '--no-build-package', '--no-binary-package', '--cache-dir'],
  ...['--color', '--directory', '--project', '--config-file', '--allow-insecure-host', '--python-preference'],
  '--preview-features',
])
/** `uv run` has these on top. */
const UV_RUN_VALUES = new Set([...UV_VALUES, '--extra', '--group', '--package'])
const PIPX_VALUES = new Set(['--spec', '--with', '--python', '--pip-args', '--index-url', '-i', '--backend'])

const NOT_YET = 'packages of PyPI are not audited yet'

function pypi(runner: string, spec: Arg | null | undefined): Resolution {
  if (!spec) return unknownLaunch(runner, 'it names no package')
  const written = redactSpec(spec.text)
  const origin = distribution(written)
  const reason = origin === written ? NOT_YET : `${NOT_YET}; it is written as ${written}`
  return { kind: 'other', launch: 'pypi', runner, origin, reason }
}

/** Name of a requirement without extras, version and URL, as PEP 503 spells it; a URL or path stays as it is. */
function distribution(requirement: string): string {
  const [, name] = /^([A-Za-z0-9][\w.-]*?)\s*(?:\[[^\]]*\]\s*)?(?:$|[@=<>!~].*$)/s.exec(requirement) ?? []
  return name ? name.toLowerCase().replace(/[-_.]+/g, '-') : requirement
}

export function readUvx(words: readonly Arg[]): Resolution {
  const { options, rest } = walkOptions(words, UV_VALUES)
  return pypi('uvx', optionValue(options, '--from') ?? rest[0])
}

export function readUv(words: readonly Arg[]): Resolution {
  const { rest } = walkOptions(words, UV_RUN_VALUES)
  const [command, ...after] = rest
  if (command?.text === 'tool' && after[0]?.text === 'run') return readUvx(after.slice(1))
  if (command?.text !== 'run') return unknownLaunch('uv', 'it uses uv for something other than to start a package')
  const run = walkOptions(after, UV_RUN_VALUES)
  const added = optionValue(run.options, '--with', '-w')
  if (added) return pypi('uv run', added)
  return localLaunch('uv run', run.rest[0] ? redactCommand(run.rest[0].text) : null, LOCAL_FILE)
}

export function readPipx(words: readonly Arg[]): Resolution {
  const [command, ...after] = words
  if (command?.text !== 'run') return unknownLaunch('pipx', 'it uses pipx for something other than to start a package')
  const { options, rest } = walkOptions(after, PIPX_VALUES)
  return pypi('pipx run', optionValue(options, '--spec') ?? rest[0])
}

/** A module's name need not be that of a distribution, so `python -m name` names no package either. */
export function readPython(words: readonly Arg[]): Resolution {
  const { options, rest } = walkOptions(words, new Set(['-m', '-c', '-W', '-X']))
  const module = optionValue(options, '-m')
  if (module)
    return localLaunch('python', redactCommand(module.text), 'it is a Python module installed on this machine')
  if (optionValue(options, '-c')) return localLaunch('python', null, 'its code stands in the entry itself')
  if (!rest[0]) return unknownLaunch('python', 'it names nothing to start')
  return localLaunch('python', redactCommand(rest[0].text), LOCAL_FILE)
}
