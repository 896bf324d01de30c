/**
 * How an entry starts its server, as a digest: two entries have the same one where the same words start the same thing. It tells
 * neither a path nor a secret, and it does not change when a spec is pinned, a secret is replaced or the file is moved. Pure.
 */
import { dissect } from '../launch/launch.js'
import { redactUrl } from '../launch/redact.js'
import type { LockedOccurrence, ServerEntry, StdioLaunch } from '../model.js'
import { sha256, shortened } from './behaviour.js'
import { secretsOf, withoutSecrets, withoutSecretsIn } from './launch-secrets.js'
import { wordsWithoutSpecs } from './launch-words.js'

/**
 * What of an entry a lock holds.
 *
 * Of what decides what is started, the digest covers: the words, the folder, the file of variables, the names of all variables, and
 * the values of those that load code or choose where it comes from; of a remote server its address and the names of its headers and
 * query parameters. It leaves out whether the entry is disabled, and what it may do unasked.
 */
export function lockedOccurrence(entry: ServerEntry): LockedOccurrence {
  const { client, scope, name, launch } = entry
  const parts = launch.transport === 'remote' ? remoteParts(entry) : stdioParts(entry, launch)
  return { client, scope, name: shortened(name), launch: sha256(JSON.stringify([FORM, ...parts])) }
}

/** Another way to make the digest begins with another number. */
const FORM = 1

/**
 * Variables whose values decide which code runs, or where it comes from: what an interpreter or a loader takes in, where programs
 * are looked for, and the settings of package managers. Case-blind, as npm and Windows are.
 */
const DECISIVE = new RegExp(
  `^(?:${[
    'NODE_(?:OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED)|LD_.*|DYLD_.*|PATH|PATHEXT|COMSPEC|SHELL|ENV|BASH_.*|ZDOTDIR',
    'PYTHON.*|VIRTUAL_ENV|CONDA_.*|RUBY(?:OPT|LIB)|PERL5(?:OPT|LIB)|(?:JAVA_TOOL|_JAVA|JDK_JAVA)_OPTIONS|CLASSPATH',
    '(?:npm_config|UV|PIP|PIPX|PNPM|YARN|BUN|DENO|COREPACK|GEM|BUNDLE|CARGO|DOCKER|GIT)_.*|GO(?:PROXY|FLAGS|SUMDB|NOSUMDB|INSECURE)',
    '(?:HTTPS?|ALL|NO)_PROXY|SSL_CERT_(?:FILE|DIR)|(?:REQUESTS|CURL)_CA_BUNDLE|HOME|USERPROFILE|XDG_.*',
  ].join('|')})$`,
  'i',
)

/** They hold back the resolution of dependencies, which `pin --freeze-dependencies` may put in. */
const FREEZING = /^(?:npm_config_before|UV_EXCLUDE_NEWER)$/i

function stdioParts(entry: ServerEntry, { env, cwd, envFile }: StdioLaunch): readonly unknown[] {
  const secrets = secretsOf(entry)
  const words = wordsWithoutSpecs(entry, dissect(entry).launch.packages)
  const names = Object.keys(env)
    .filter((name) => !FREEZING.test(name))
    .sort()
  return [
    'stdio',
    words.map(({ text, pointer }) => withoutSecretsIn(text, secrets.get(pointer) ?? [])),
    cwd ?? null,
    envFile ?? null,
    names,
    names.filter((name) => DECISIVE.test(name)).map((name) => [name, withoutSecrets(name, env[name] ?? '')]),
  ]
}

function remoteParts(entry: ServerEntry): readonly unknown[] {
  const { launch } = entry
  if (launch.transport !== 'remote') return []
  const { text, pointer } = launch.url
  const headers = Object.keys(launch.headers).map((name) => name.toLowerCase())
  return [
    'remote',
    withoutSecretsIn(redactUrl(text), secretsOf(entry).get(pointer) ?? []),
    [...new Set(queryNames(text))].sort(),
    [...new Set(headers)].sort(),
  ]
}

function queryNames(url: string): readonly string[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return query.split('&').flatMap((pair) => pair.split('=', 1)[0] || [])
}
